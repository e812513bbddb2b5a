'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { useTranslations } from 'use-intl'
import type { Problem } from '@mooddj/shared/problem'
import { ProblemNote } from '../shell/problem-note.tsx'

/** The link may be fine, but nobody could say so just now. */
export function ShareUnreachable({ problem }: { problem: Problem }) {
  const t = useTranslations()
  const router = useRouter()
  const [isAsking, startAsking] = useTransition()
  return (
    <div className="mx-auto max-w-lg px-4 py-16">
      <h1 className="mb-5 text-3xl">{t('share.unreachable')}</h1>
      <ProblemNote problem={problem}>
        <button
          type="button"
          className="button button-primary"
          disabled={isAsking}
          onClick={() => startAsking(() => router.refresh())}
        >
          {t('shell.again')}
        </button>
      </ProblemNote>
    </div>
  )
}
