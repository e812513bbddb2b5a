'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { useApi, useSignInState } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { AccountSkeleton } from './account-skeleton.tsx'
import { AgainButton } from '../ui/again-button.tsx'
import { EntryForms } from './entry-forms.tsx'
import { GuestGains } from './guest-gains.tsx'
import { LooksSection } from './looks-section.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { SignedInSections } from './signed-in-sections.tsx'

/** Who you are here, and everything that you can decide about it. */
export function AccountView() {
  const t = useTranslations('account')
  const { api, signIn } = useApi()
  const state = useSignInState()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const attempt = useCallback(async (work: () => Promise<unknown>) => {
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(toProblem(error))
    }
  }, [])
  const resume = useCallback(() => attempt(signIn.resume), [attempt, signIn])
  useEffect(() => {
    void resume()
  }, [resume])
  const welcome = (password: string) =>
    void attempt(async () => setCodes(await api.renewRecoveryCodes(password)))
  const isGuest = state.status === 'signed-in' && state.user.guest
  const entry = (
    <div className="grid gap-6 sm:grid-cols-2 sm:gap-8">
      <GuestGains />
      <EntryForms isGuest={isGuest} onRegistered={welcome} />
    </div>
  )
  return (
    <div className="mx-auto max-w-5xl space-y-8 px-4 py-8 sm:px-6">
      <h1 className="text-4xl">{t('title')}</h1>
      <ProblemNote problem={problem}>
        {state.status === 'unknown' ? <AgainButton onAgain={resume} /> : null}
      </ProblemNote>
      {state.status === 'unknown' && !problem ? <AccountSkeleton /> : null}
      {state.status === 'signed-in' ? (
        <SignedInSections
          key={state.user.id}
          user={state.user}
          codes={codes}
          onCodes={setCodes}
          entry={isGuest ? entry : null}
        />
      ) : null}
      {state.status === 'signed-out' ? (
        <>
          {entry}
          <LooksSection />
        </>
      ) : null}
      {codes ? <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} /> : null}
    </div>
  )
}
