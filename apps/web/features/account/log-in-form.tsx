'use client'

import { useApi } from '../api/api-context.tsx'
import { usePlayer } from '../player/player-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

export function LogInForm({ isGuest }: { isGuest: boolean }) {
  const { api } = useApi()
  const { store } = usePlayer()
  const { isBusy, problem, onSubmit } = useFormCall(async (field) => {
    await api.logIn({ email: field('email'), password: field('password') })
    // What plays now belongs to whoever was here before.
    await store.unload()
  })
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      {isGuest ? (
        <p className="text-sm text-ink-soft">
          Logging in leaves this guest and what it made behind. To keep it, register instead.
        </p>
      ) : null}
      <TextField label="E-mail" name="email" type="email" autoComplete="email" required />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      <ProblemNote problem={problem} />
      {isBusy ? <Working>Logging you in</Working> : null}
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        Log in
      </button>
    </form>
  )
}
