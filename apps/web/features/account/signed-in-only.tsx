'use client'

import Link from 'next/link'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useApi, useSignInState } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { StartButton } from '../landing/start-button.tsx'

/** Shows its children once it is known who is signed in, and a way in when nobody is. */
export function SignedInOnly({ empty, children }: { empty: string; children: ReactNode }) {
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
        <button type="button" className="button button-primary" onClick={() => void resume()}>
          Try again
        </button>
      </ProblemNote>
    )
  }
  if (status === 'unknown') return <Working>Looking for you</Working>
  return (
    <div className="glass space-y-4 p-6">
      <p className="text-ink-soft">{empty}</p>
      <div className="flex flex-wrap items-center gap-3">
        <StartButton />
        <Link href="/account" className="button button-quiet">
          Log in or register
        </Link>
      </div>
    </div>
  )
}
