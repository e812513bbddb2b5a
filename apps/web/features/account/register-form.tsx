'use client'

import { useApi } from '../api/api-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

export function RegisterForm({ isGuest }: { isGuest: boolean }) {
  const { api } = useApi()
  const { isBusy, problem, onSubmit } = useFormCall((field) =>
    api.register({ email: field('email'), password: field('password'), displayName: field('displayName') }),
  )
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      {isGuest ? <p className="text-sm text-ink-soft">What you made as a guest stays with you.</p> : null}
      <TextField label="Name" name="displayName" autoComplete="nickname" required maxLength={80} />
      <TextField label="E-mail" name="email" type="email" autoComplete="email" required />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={128}
        hint="At least 8 characters. A few words in a row are fine."
      />
      <ProblemNote problem={problem} />
      {isBusy ? <Working>Making your account</Working> : null}
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        Register
      </button>
    </form>
  )
}
