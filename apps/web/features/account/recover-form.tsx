'use client'

import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { usePlayer } from '../player/player-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { PASSWORD_LENGTH } from './password-length.ts'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

/** The way back in with a recovery code and a new password. */
export function RecoverForm({ onBack }: { onBack: () => void }) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { store } = usePlayer()
  const { isBusy, problem, field, form } = useFormCall(async (value) => {
    await api.recover({ email: value('email'), code: value('code'), newPassword: value('newPassword') })
    await store.unload()
  })
  return (
    <form className="space-y-4" {...form}>
      <h2 className="text-xl">{t('recoverTitle')}</h2>
      <p className="text-sm text-ink-soft">{t('recoverNote')}</p>
      <TextField label={t('email')} type="email" autoComplete="username" {...field('email')} />
      <TextField
        label={t('code')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={100}
        dir="ltr"
        placeholder="XXXX-XXXX-XXXX-XXXX"
        {...field('code')}
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
      {isBusy ? <Working>{t('recovering')}</Working> : null}
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        {t('recover')}
      </button>
      <button type="button" className="button button-quiet w-full" onClick={onBack}>
        {t('backToLogIn')}
      </button>
    </form>
  )
}
