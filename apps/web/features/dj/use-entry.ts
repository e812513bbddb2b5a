'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'
import { useApi } from '../api/api-context.tsx'

/** Being let in: signed in, as a guest if need be, and what was decided about emotion recognition. */
export type Entry =
  | { status: 'starting' }
  | { status: 'failed'; problem: Problem }
  | { status: 'ready'; decision: 'granted' | 'declined' | 'open' }

export function useEntry() {
  const { api, signIn } = useApi()
  const [entry, setEntry] = useState<Entry>({ status: 'starting' })

  const enter = useCallback(async () => {
    setEntry({ status: 'starting' })
    try {
      await signIn.start()
      const { granted, version, currentVersion } = await api.consent()
      // A notice whose text has changed since is asked for again.
      const decision = version !== currentVersion ? 'open' : granted ? 'granted' : 'declined'
      setEntry({ status: 'ready', decision })
    } catch (error) {
      setEntry({ status: 'failed', problem: toProblem(error) })
    }
  }, [api, signIn])

  useEffect(() => {
    void enter()
  }, [enter])

  const decide = useCallback(
    async (granted: boolean) => {
      await api.decideConsent(granted)
      setEntry({ status: 'ready', decision: granted ? 'granted' : 'declined' })
    },
    [api],
  )
  return { entry, enter, decide }
}
