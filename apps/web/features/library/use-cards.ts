'use client'

import { useCallback } from 'react'
import type { Card } from '@mooddj/shared/card'
import { useApi } from '../api/api-context.tsx'
import { type Paged, usePaged } from './use-paged.ts'

/** The listener's own cards that have not expired. */
export function useCards(): Paged<Card> {
  const { api } = useApi()
  const read = useCallback(
    async (cursor: string | null) => {
      const { cards, nextCursor } = await api.cards(cursor)
      return { items: cards, nextCursor }
    },
    [api],
  )
  return usePaged(read)
}
