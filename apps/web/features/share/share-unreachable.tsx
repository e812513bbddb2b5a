'use client'

import { useRouter } from 'next/navigation'
import type { Problem } from '@mooddj/shared/problem'
import { ProblemNote } from '../shell/problem-note.tsx'

/** The link may be fine, but nobody could say so just now. */
export function ShareUnreachable({ problem }: { problem: Problem }) {
  const router = useRouter()
  return (
    <div className="mx-auto max-w-lg px-4 py-16">
      <h1 className="mb-5 text-3xl">A playlist for you</h1>
      <ProblemNote problem={problem}>
        <button type="button" className="button button-primary" onClick={() => router.refresh()}>
          Try again
        </button>
      </ProblemNote>
    </div>
  )
}
