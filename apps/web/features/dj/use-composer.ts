'use client'

import { useCallback, useState } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import type { PlaylistWish } from '../api/api.ts'
import { toProblem } from '../api/api-problem.ts'
import { newKey } from '../api/new-key.ts'

/** Composing, one wish at a time; a wish that failed in passing keeps its key when it is tried again. */
export interface Composer {
  isBusy: boolean
  problem: Problem | null
  compose(wish: Omit<PlaylistWish, 'key'>): Promise<Playlist | null>
  /** The last wish again. */
  again(): Promise<Playlist | null>
  clear(): void
}

export function useComposer(): Composer {
  const { api } = useApi()
  const [isBusy, setIsBusy] = useState(false)
  const [failed, setFailed] = useState<{ problem: Problem; wish: PlaylistWish } | null>(null)

  const run = useCallback(
    async (wish: PlaylistWish): Promise<Playlist | null> => {
      setIsBusy(true)
      setFailed(null)
      try {
        return await api.compose(wish)
      } catch (error) {
        setFailed({ problem: toProblem(error), wish })
        return null
      } finally {
        setIsBusy(false)
      }
    },
    [api],
  )
  return {
    isBusy,
    problem: failed?.problem ?? null,
    compose: (wish) => run({ ...wish, key: newKey() }),
    again: async () => {
      if (!failed) return null
      const gotNoAnswer = failed.problem.status === 0 || failed.problem.status >= 500
      return run(gotNoAnswer ? failed.wish : { ...failed.wish, key: newKey() })
    },
    clear: () => setFailed(null),
  }
}
