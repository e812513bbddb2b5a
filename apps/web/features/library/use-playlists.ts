'use client'

import { useCallback } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import { useApi } from '../api/api-context.tsx'
import { type Paged, usePaged } from './use-paged.ts'

/** The listener's own playlists. */
export function usePlaylists(): Paged<Playlist> {
  const { api } = useApi()
  const read = useCallback(
    async (cursor: string | null) => {
      const { playlists, nextCursor } = await api.playlists(cursor)
      return { items: playlists, nextCursor }
    },
    [api],
  )
  return usePaged(read)
}
