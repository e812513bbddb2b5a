'use client'

import { useEffect, useState } from 'react'
import { CONSENT_PURPOSES, type User } from '@mooddj/shared/account'
import { useApi, useSignInState } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import type { Problem } from '@mooddj/shared/problem'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { ConsentSection } from './consent-section.tsx'
import { DataSection } from './data-section.tsx'
import { EntryForms } from './entry-forms.tsx'
import { Profile } from './profile.tsx'
import { SpotifySection } from './spotify-section.tsx'

/** Who you are here, and everything that you can decide about it. */
export function AccountView() {
  const { signIn } = useApi()
  const state = useSignInState()
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    signIn.resume().catch((error: unknown) => setProblem(toProblem(error)))
  }, [signIn])
  return (
    <div className="mx-auto max-w-2xl space-y-8 px-4 py-8 sm:px-6">
      <h1 className="text-4xl">Account</h1>
      <ProblemNote problem={problem} />
      {state.status === 'unknown' && !problem ? <Working>Looking for you</Working> : null}
      {state.status === 'signed-in' ? <SignedIn user={state.user} /> : null}
      {state.status === 'signed-out' ? <EntryForms isGuest={false} /> : null}
    </div>
  )
}

function SignedIn({ user }: { user: User }) {
  return (
    <>
      <Profile user={user} />
      {user.guest ? <EntryForms isGuest /> : null}
      <SpotifySection key={`${user.id} Spotify`} />
      {CONSENT_PURPOSES.map((purpose) => (
        <ConsentSection key={`${user.id} ${purpose}`} purpose={purpose} />
      ))}
      <DataSection />
    </>
  )
}
