'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Consent, ConsentPurpose } from '@mooddj/shared/account'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'

const WORDS: Record<ConsentPurpose, { title: string; asked: string; ends: string; instead: string }> = {
  'emotion-recognition': {
    title: 'Emotion recognition',
    asked: 'The DJ asks you before it opens the camera.',
    ends: 'Withdrawing ends recognition at once.',
    instead: 'You can choose your mood by hand.',
  },
  location: {
    title: 'Weather where you are',
    asked: 'The DJ has a switch for it: “Use time and weather”.',
    ends: 'Withdrawing ends it at once.',
    instead: 'Playlists do without the weather.',
  },
}

/** What was agreed to for one purpose, with the way back. */
export function ConsentSection({ purpose }: { purpose: ConsentPurpose }) {
  const words = WORDS[purpose]
  const { api } = useApi()
  const [consent, setConsent] = useState<Consent | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setProblem(null)
      try {
        await work()
        setConsent(await api.consent(purpose))
      } catch (error) {
        setProblem(toProblem(error))
      }
    },
    [api, purpose],
  )
  useEffect(() => {
    void attempt(async () => undefined)
  }, [attempt])
  return (
    <section aria-labelledby={`consent-${purpose}`} className="glass space-y-3 p-5">
      <h2 id={`consent-${purpose}`} className="text-xl">
        {words.title}
      </h2>
      {!consent && !problem ? <Working>Fetching what you agreed to</Working> : null}
      {consent ? (
        <>
          <p className="text-ink-soft">{decisionWords(consent, words)}</p>
          {consent.granted ? (
            <button
              type="button"
              className="button button-danger"
              onClick={() => void attempt(() => api.decideConsent(false, purpose))}
            >
              Withdraw consent
            </button>
          ) : (
            <p className="text-sm text-ink-soft">{words.asked}</p>
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

function decisionWords(
  { granted, version, decidedAt }: Consent,
  { ends, instead }: { ends: string; instead: string },
): string {
  if (version === null || decidedAt === null) return 'You have not been asked yet.'
  const day = new Date(decidedAt).toLocaleDateString(undefined, { dateStyle: 'long' })
  return granted
    ? `You agreed on ${day} to version ${version} of the notice. ${ends}`
    : `You said no on ${day}. ${instead}`
}
