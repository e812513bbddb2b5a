'use client'

import { useCallback } from 'react'
import { useApi } from '../api/api-context.tsx'
import { PagedSection } from './paged-section.tsx'
import { PlaylistRow } from './playlist-row.tsx'
import { usePaged } from './use-paged.ts'

export function PlaylistSection() {
  const { api } = useApi()
  const read = useCallback(
    async (cursor: string | null) => {
      const { playlists, nextCursor } = await api.playlists(cursor)
      return { items: playlists, nextCursor }
    },
    [api],
  )
  const paged = usePaged(read)
  return (
    <PagedSection title="Playlists" paged={paged} empty="No playlists yet. The DJ makes one from your mood.">
      <ul className="space-y-3">
        {paged.items?.map((playlist) => (
          <PlaylistRow
            key={playlist.id}
            playlist={playlist}
            onChanged={(changed) => (changed ? paged.replace(playlist, changed) : paged.remove(playlist))}
          />
        ))}
      </ul>
    </PagedSection>
  )
}
