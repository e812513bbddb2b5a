'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { User } from '@mooddj/shared/account'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { AccountSection } from './account-section.tsx'
import { PASSWORD_LENGTH } from './password-length.ts'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

/** Another password. It ends every other sign-in. `onChanged` hears of it. */
export function PasswordSection({ user, onChanged }: { user: User; onChanged: () => void }) {
  const t = useTranslations('account')
  const [state, setState] = useState<'closed' | 'open' | 'changed'>('closed')
  return (
    <AccountSection id="password" title={t('password')} note={t('passwordNote')} Icon={KeyRound}>
      <p role="status" className={state === 'changed' ? 'mb-4 font-medium text-good' : ''}>
        {state === 'changed' ? t('passwordChanged') : ''}
      </p>
      {state === 'open' ? (
        <PasswordForm
          email={user.email ?? ''}
          onCancel={() => setState('closed')}
          onChanged={() => {
            setState('changed')
            onChanged()
          }}
        />
      ) : (
        <button type="button" className="button button-quiet" onClick={() => setState('open')}>
          {t('changePassword')}
        </button>
      )}
    </AccountSection>
  )
}

function PasswordForm({ email, onCancel, onChanged }: PasswordFormProps) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { isBusy, problem, field, form } = useFormCall(async (value) => {
    const change = { currentPassword: value('currentPassword'), newPassword: value('newPassword') }
    await api.changePassword(change)
    onChanged()
  })
  return (
    <form className="max-w-md space-y-4" {...form}>
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        {...field('currentPassword')}
      />
      <TextField
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        hint={t('passwordHint')}
        {...PASSWORD_LENGTH}
        {...field('newPassword')}
      />
      <ProblemNote problem={problem} />
      {isBusy ? <Working>{t('changingPassword')}</Working> : null}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {t('changePassword')}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}

interface PasswordFormProps {
  email: string
  onCancel: () => void
  onChanged: () => void
}
