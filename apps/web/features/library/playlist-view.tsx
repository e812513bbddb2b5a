'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { SignedInOnly } from '../account/signed-in-only.tsx'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { useBackOnline } from '../api/use-back-online.ts'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { Compass } from '../mood/compass.tsx'
import { useMoodLight } from '../mood/use-mood-light.ts'
import { OwnPlaylist } from '../player/own-playlist.tsx'
import { queueOf } from '../player/own-queue.ts'
import { usePlayer } from '../player/player-context.tsx'
import { DeadEnd } from '../shell/dead-end.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { AgainButton } from '../ui/again-button.tsx'
import { PathPicture } from './path-picture.tsx'
import { PlaylistSkeleton } from './playlist-skeleton.tsx'

/** One of the listener's own playlists. */
export function PlaylistView({ id }: { id: string }) {
  const t = useTranslations()
  return (
    <div className="mx-auto max-w-5xl px-4 py-8 sm:px-6">
      <h1 className="sr-only">{t('shell.playlist')}</h1>
      <SignedInOnly empty={t('library.signInToOpen')} picture={<PathPicture />}>
        <OpenPlaylist id={id} />
      </SignedInOnly>
    </div>
  )
}

function OpenPlaylist({ id }: { id: string }) {
  const t = useTranslations('library')
  const { api } = useApi()
  const { store, view } = usePlayer()
  const heading = useRef<HTMLHeadingElement>(null)
  const [playlist, setPlaylist] = useState<Playlist | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const read = useCallback(async () => {
    setProblem(null)
    try {
      const found = await api.playlist(id)
      setPlaylist(found)
      await store.load(queueOf(found))
    } catch (error) {
      setProblem(toProblem(error))
    }
  }, [api, store, id])
  useEffect(() => {
    void read()
  }, [read])
  useBackOnline(problem !== null, read)

  const track = playlist?.tracks[view.index]
  useMoodLight(track ? colourOfAffect(track) : null)
  if (problem?.status === 404) return <DeadEnd title={t('gone')}>{t('goneNote')}</DeadEnd>
  if (problem) {
    return (
      <ProblemNote problem={problem}>
        <AgainButton onAgain={read} />
      </ProblemNote>
    )
  }
  if (!playlist) return <PlaylistSkeleton />
  return (
    <div className="grid grid-cols-1 gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] desk:items-start">
      <OwnPlaylist ref={heading} playlist={playlist} stream={null} />
      <section aria-label={t('path')} className="glass p-5">
        <Compass
          now={playlist.start}
          trail={[]}
          path={playlist.trajectory}
          reached={view.index}
          label={t('pathOf', { steps: playlist.trajectory.length })}
        />
      </section>
    </div>
  )
}
