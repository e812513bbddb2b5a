'use client'

import { useCallback, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'
import { useApi } from '../api/api-context.tsx'

/** Being let in: signed in, as a guest if need be, and what was decided about emotion recognition. */
export type Entry =
  | { status: 'starting' }
  | { status: 'failed'; problem: Problem }
  | { status: 'ready'; decision: Decision }

/** What was said to the notice as it reads now; `open` when it has not been asked. */
export type Decision = 'granted' | 'declined' | 'open'

export function useEntry() {
  const { api, signIn } = useApi()
  const [entry, setEntry] = useState<Entry>({ status: 'starting' })

  /** Null when it failed; `entry` says why. */
  const enter = useCallback(async (): Promise<Decision | null> => {
    setEntry({ status: 'starting' })
    try {
      await signIn.start()
      const { granted, version, currentVersion } = await api.consent()
      // A notice whose text has changed since is asked for again.
      const decision = version !== currentVersion ? 'open' : granted ? 'granted' : 'declined'
      setEntry({ status: 'ready', decision })
      return decision
    } catch (error) {
      setEntry({ status: 'failed', problem: toProblem(error) })
      return null
    }
  }, [api, signIn])

  const decide = useCallback(
    async (granted: boolean) => {
      await api.decideConsent(granted)
      setEntry({ status: 'ready', decision: granted ? 'granted' : 'declined' })
    },
    [api],
  )
  return { entry, enter, decide }
}
