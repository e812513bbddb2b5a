'use client'

import Link from 'next/link'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { useApi, useSignInState } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { StartButton } from '../landing/start-button.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { LateWorking } from '../ui/late-working.tsx'
import { AgainButton } from '../ui/again-button.tsx'

/** Shows its children once it is known who is signed in, and a way in when nobody is. */
export function SignedInOnly({ empty, picture, children }: SignedInOnlyProps) {
  const t = useTranslations('account')
  const { signIn } = useApi()
  const { status } = useSignInState()
  const [problem, setProblem] = useState<Problem | null>(null)
  const resume = useCallback(async () => {
    setProblem(null)
    try {
      await signIn.resume()
    } catch (error) {
      setProblem(toProblem(error))
    }
  }, [signIn])
  useEffect(() => {
    void resume()
  }, [resume])

  if (status === 'signed-in') return children
  if (problem) {
    return (
      <ProblemNote problem={problem}>
        <AgainButton onAgain={resume} />
      </ProblemNote>
    )
  }
  if (status === 'unknown') return <LateWorking>{t('looking')}</LateWorking>
  return (
    <div className="glass grid justify-items-center gap-5 px-6 py-10 text-center">
      {picture}
      <p className="max-w-md text-ink-soft">{empty}</p>
      <div className="flex flex-wrap items-center justify-center gap-3">
        <StartButton />
        <Link href="/account" className="button button-quiet">
          {t('enter')}
        </Link>
      </div>
    </div>
  )
}

export interface SignedInOnlyProps {
  /** What will be here. */
  empty: string
  picture?: ReactNode
  children: ReactNode
}
