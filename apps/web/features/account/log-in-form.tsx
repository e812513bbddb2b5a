'use client'

import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { usePlayer } from '../player/player-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

/** E-mail and password; `onForgotten` is for whoever has lost the password. */
export function LogInForm({ isGuest, onForgotten }: { isGuest: boolean; onForgotten: () => void }) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { store } = usePlayer()
  const { isBusy, problem, field, form } = useFormCall(async (value) => {
    await api.logIn({ email: value('email'), password: value('password') })
    // What plays now belongs to whoever was here before.
    await store.unload()
  })
  const password = field('password')
  return (
    <form className="space-y-4" {...form}>
      {isGuest ? <p className="text-sm text-ink-soft">{t('guestLeaves')}</p> : null}
      <TextField label={t('email')} type="email" autoComplete="username" {...field('email')} />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        {...password}
        wrong={password.wrong && t('wrong.passwordMissing')}
      />
      <ProblemNote problem={problem} />
      {isBusy ? <Working>{t('loggingIn')}</Working> : null}
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        {t('logIn')}
      </button>
      <button
        type="button"
        className="mx-auto block min-h-11 px-3 text-sm text-ink-soft underline underline-offset-4 hover:text-ink"
        onClick={onForgotten}
      >
        {t('forgotten')}
      </button>
    </form>
  )
}
