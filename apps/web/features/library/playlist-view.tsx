'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import type { Problem } from '@mooddj/shared/problem'
import { SignedInOnly } from '../account/signed-in-only.tsx'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { Compass } from '../mood/compass.tsx'
import { useMoodLight } from '../mood/use-mood-light.ts'
import { OwnPlaylist } from '../player/own-playlist.tsx'
import { queueOf } from '../player/own-queue.ts'
import { usePlayer } from '../player/player-context.tsx'
import { DeadEnd } from '../shell/dead-end.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'

/** One of the listener's own playlists. */
export function PlaylistView({ id }: { id: string }) {
  return (
    <div className="mx-auto max-w-5xl px-4 py-8 sm:px-6">
      <h1 className="sr-only">Playlist</h1>
      <SignedInOnly empty="Sign in to open your playlists.">
        <OpenPlaylist id={id} />
      </SignedInOnly>
    </div>
  )
}

function OpenPlaylist({ id }: { id: string }) {
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

  const track = playlist?.tracks[view.index]
  useMoodLight(track ? colourOfAffect(track) : null)
  if (problem?.status === 404)
    return <DeadEnd title="This playlist is gone">It was deleted, or it belongs to someone else.</DeadEnd>
  if (problem) {
    return (
      <ProblemNote problem={problem}>
        <button type="button" className="button button-primary" onClick={() => void read()}>
          Try again
        </button>
      </ProblemNote>
    )
  }
  if (!playlist) return <Working>Fetching your playlist</Working>
  return (
    <div className="grid grid-cols-1 gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] desk:items-start">
      <OwnPlaylist ref={heading} playlist={playlist} stream={null} />
      <section aria-label="Path" className="glass p-5">
        <Compass
          now={playlist.start}
          trail={[]}
          path={playlist.trajectory}
          reached={view.index}
          label={`The path of this playlist in ${playlist.trajectory.length} steps.`}
        />
      </section>
    </div>
  )
}
