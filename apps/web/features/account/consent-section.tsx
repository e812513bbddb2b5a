'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Consent } from '@mooddj/shared/account'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../shell/working.tsx'

/** What was agreed to, with the way back. */
export function ConsentSection() {
  const { api } = useApi()
  const [consent, setConsent] = useState<Consent | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setProblem(null)
      try {
        await work()
        setConsent(await api.consent())
      } catch (error) {
        setProblem(toProblem(error))
      }
    },
    [api],
  )
  useEffect(() => {
    void attempt(async () => undefined)
  }, [attempt])
  return (
    <section aria-labelledby="consents" className="glass space-y-3 p-5">
      <h2 id="consents" className="text-xl">
        Emotion recognition
      </h2>
      {!consent && !problem ? <Working>Fetching what you agreed to</Working> : null}
      {consent ? (
        <>
          <p className="text-ink-soft">{decisionWords(consent)}</p>
          {consent.granted ? (
            <button
              type="button"
              className="button button-danger"
              onClick={() => void attempt(() => api.decideConsent(false))}
            >
              Withdraw consent
            </button>
          ) : (
            <p className="text-sm text-ink-soft">The DJ asks you before it opens the camera.</p>
          )}
        </>
      ) : null}
      <ProblemNote problem={problem}>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => void attempt(async () => undefined)}
        >
          Try again
        </button>
      </ProblemNote>
    </section>
  )
}

function decisionWords({ granted, version, decidedAt }: Consent): string {
  if (version === null || decidedAt === null) return 'You have not been asked yet.'
  const day = new Date(decidedAt).toLocaleDateString(undefined, { dateStyle: 'long' })
  return granted
    ? `You agreed on ${day} to version ${version} of the notice. Withdrawing ends recognition at once.`
    : `You said no on ${day}. You can choose your mood by hand.`
}
