'use client'

import type { Playlist } from '@mooddj/shared/playlist'
import { useTranslations } from 'use-intl'
import { StartButton } from '../landing/start-button.tsx'
import { EmptyShelf } from './empty-shelf.tsx'
import { PagedList } from './paged-list.tsx'
import { PathPicture } from './path-picture.tsx'
import { PlaylistRow } from './playlist-row.tsx'
import type { Paged } from './use-paged.ts'

export function PlaylistList({ playlists }: { playlists: Paged<Playlist> }) {
  const t = useTranslations('library')
  return (
    <PagedList
      paged={playlists}
      fetching={t('fetchingPlaylists')}
      skeleton={<Skeleton />}
      empty={
        <EmptyShelf picture={<PathPicture />} title={t('noPlaylists')} action={<StartButton />}>
          {t('noPlaylistsNote')}
        </EmptyShelf>
      }
    >
      <ul className="space-y-3">
        {playlists.items?.map((playlist) => (
          <PlaylistRow
            key={playlist.id}
            playlist={playlist}
            onChanged={(changed) =>
              changed ? playlists.replace(playlist, changed) : playlists.remove(playlist)
            }
          />
        ))}
      </ul>
    </PagedList>
  )
}

function Skeleton() {
  return (
    <div className="space-y-3">
      {[0, 1, 2].map((row) => (
        <div key={row} className="glass flex items-start gap-4 p-4 sm:p-5">
          <div className="skeleton size-12 shrink-0 rounded-2xl" />
          <div className="flex-1 space-y-3">
            <div className="skeleton h-5 w-56 max-w-full" />
            <div className="skeleton h-4 w-72 max-w-full" />
            <div className="skeleton h-8 w-full max-w-sm" />
          </div>
        </div>
      ))}
    </div>
  )
}
