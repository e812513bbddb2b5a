'use client'

import Link from 'next/link'
import { usePlayer } from './player-context.tsx'
import { playsHere } from './plays-here.ts'
import { Transport } from './transport.tsx'
import { useMediaSession } from './use-media-session.ts'
import { usePlayerKeys } from './use-player-keys.ts'

/** A small player at the foot of views that have no full one. It also listens for the keys, on every view. */
export function PlayerDock() {
  const { store, view } = usePlayer()
  const isPlayable = view.queue !== null && playsHere(view.queue.tracks)
  const isShown = isPlayable && view.fullPlayers === 0
  usePlayerKeys(store, isPlayable)
  useMediaSession(store, view)
  const track = view.queue?.tracks[view.index]
  if (!isShown || !track) return null
  const words = (
    <>
      <span className="block truncate font-medium">{track.title}</span>
      <span className="block truncate text-sm text-ink-soft">{view.queue?.title}</span>
    </>
  )
  return (
    <>
      {/* Room for the last thing in the view to be scrolled clear of it. */}
      <div aria-hidden className="h-24" />
      <section
        aria-label="Player"
        className="glass fixed inset-x-3 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-20 flex items-center gap-3 bg-ground-raised p-2 pl-4 desk:right-6 desk:bottom-6 desk:left-auto desk:w-96"
      >
        {view.queue?.own ? (
          <Link href={`/playlists/${view.queue.own.id}`} className="min-w-0 flex-1 py-1">
            {words}
          </Link>
        ) : (
          <span className="min-w-0 flex-1">{words}</span>
        )}
        <Transport compact />
      </section>
    </>
  )
}
