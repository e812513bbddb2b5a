'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'
import { useBackOnline } from '../api/use-back-online.ts'

/** A list that comes in pages, newest first. `items` is null until the first page is there. */
export interface Paged<T> {
  items: readonly T[] | null
  hasMore: boolean
  isBusy: boolean
  problem: Problem | null
  more(): Promise<void>
  remove(item: T): void
  replace(item: T, by: T): void
}

/** `read` must keep its identity between renders: a new one starts the list again. */
export function usePaged<T>(
  read: (cursor: string | null) => Promise<{ items: readonly T[]; nextCursor: string | null }>,
): Paged<T> {
  const [items, setItems] = useState<readonly T[] | null>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const load = useCallback(
    async (from: string | null) => {
      setIsBusy(true)
      setProblem(null)
      try {
        const page = await read(from)
        setItems((before) => (from === null ? page.items : [...(before ?? []), ...page.items]))
        setCursor(page.nextCursor)
      } catch (error) {
        setProblem(toProblem(error))
      } finally {
        setIsBusy(false)
      }
    },
    [read],
  )
  useEffect(() => {
    void load(null)
  }, [load])
  const more = useCallback(() => load(items === null ? null : cursor), [load, items, cursor])
  useBackOnline(problem !== null, more)
  return {
    items,
    hasMore: cursor !== null,
    isBusy,
    problem,
    more,
    remove: (item) => setItems((before) => before?.filter((other) => other !== item) ?? null),
    replace: (item, by) =>
      setItems((before) => before?.map((other) => (other === item ? by : other)) ?? null),
  }
}
