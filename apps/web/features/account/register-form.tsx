'use client'

import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { PASSWORD_LENGTH } from './password-length.ts'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

/** Makes an account; of a guest the one that the guest has. */
export function RegisterForm({ isGuest, onRegistered }: RegisterFormProps) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { isBusy, problem, field, form } = useFormCall(async (value) => {
    const password = value('password')
    await api.register({ email: value('email'), password, displayName: value('displayName') })
    onRegistered(password)
  })
  return (
    <form className="space-y-4" {...form}>
      {isGuest ? <p className="text-sm text-ink-soft">{t('guestKeeps')}</p> : null}
      <TextField label={t('name')} autoComplete="nickname" maxLength={60} {...field('displayName')} />
      <TextField label={t('email')} type="email" autoComplete="email" {...field('email')} />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="new-password"
        hint={t('passwordHint')}
        {...PASSWORD_LENGTH}
        {...field('password')}
      />
      <ProblemNote problem={problem} />
      {isBusy ? <Working>{t('registering')}</Working> : null}
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        {t('register')}
      </button>
    </form>
  )
}

export interface RegisterFormProps {
  isGuest: boolean
  /** With the password: recovery codes are asked for with it while it is at hand. */
  onRegistered: (password: string) => void
}
