'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Tabs } from '../ui/tabs.tsx'
import { LogInForm } from './log-in-form.tsx'
import { RecoverForm } from './recover-form.tsx'
import { RegisterForm, type RegisterFormProps } from './register-form.tsx'

/** Register, log in, or come back without the password. A guest who registers keeps everything. */
export function EntryForms({ isGuest, onRegistered }: RegisterFormProps) {
  const t = useTranslations('account')
  const [isForgotten, setIsForgotten] = useState(false)
  const logIn = isForgotten ? (
    <RecoverForm onBack={() => setIsForgotten(false)} />
  ) : (
    <LogInForm isGuest={isGuest} onForgotten={() => setIsForgotten(true)} />
  )
  return (
    <section aria-label={t('enter')} className="glass p-5 sm:p-6">
      <Tabs
        label={t('enter')}
        panels={[
          {
            value: 'register',
            word: t('newHere'),
            content: <RegisterForm isGuest={isGuest} onRegistered={onRegistered} />,
          },
          { value: 'log-in', word: t('haveAccount'), content: logIn },
        ]}
      />
    </section>
  )
}
