'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from './api-problem.ts'
import { useBackOnline } from './use-back-online.ts'

/** Something that a server keeps, as it is by now. */
export interface Kept<T> {
  /** Null until it is known. */
  value: T | null
  problem: Problem | null
  /** Reads it anew, after some work that changes it. */
  refresh: (work?: () => Promise<unknown>) => Promise<void>
}

/** Reads something once the view is there. `read` must keep its identity between renders. */
export function useKept<T>(read: () => Promise<T>): Kept<T> {
  const [value, setValue] = useState<T | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const refresh = useCallback(
    async (work?: () => Promise<unknown>) => {
      setProblem(null)
      try {
        await work?.()
        setValue(await read())
      } catch (error) {
        setProblem(toProblem(error))
      }
    },
    [read],
  )
  useEffect(() => {
    void refresh()
  }, [refresh])
  useBackOnline(problem !== null, refresh)
  return { value, problem, refresh }
}
