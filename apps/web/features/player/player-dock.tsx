'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import { playsHere } from './plays-here.ts'
import { Transport } from './transport.tsx'
import { useMediaSession } from './use-media-session.ts'
import { usePlayerKeys } from './use-player-keys.ts'

/** A small player at the foot of the page while no full one is in sight. It also listens for the keys, on every view. */
export function PlayerDock() {
  const t = useTranslations('player')
  const store = usePlayerStore()
  const queue = usePlayerPart((view) => view.queue)
  const index = usePlayerPart((view) => view.index)
  const isHidden = usePlayerPart((view) => view.fullPlayers > 0)
  const isPlayable = queue !== null && playsHere(queue.tracks)
  usePlayerKeys(store, isPlayable)
  useMediaSession(store)
  const track = queue?.tracks[index]
  if (isHidden || !isPlayable || !track) return null
  return (
    <>
      {/* Room for the last thing in the view to be scrolled clear of it. */}
      <div aria-hidden className="h-24" />
      <section
        aria-label={t('dock')}
        className="glass-deep player-light bg-ground-raised rise fixed inset-x-3 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-20 flex items-center gap-3 rounded-glass p-2 ps-4 desk:start-auto desk:end-6 desk:bottom-6 desk:w-96"
        style={{ '--mood': colourOfAffect(track) }}
      >
        <span aria-hidden className="size-3.5 shrink-0 rounded-full bg-mood" />
        <Where id={queue.own?.id ?? null}>
          <bdi className="page-aligned block truncate font-medium">{track.title}</bdi>
          <bdi className="page-aligned block truncate text-sm text-ink-soft">{queue.title}</bdi>
        </Where>
        <Transport compact />
      </section>
    </>
  )
}

/** The words lead to the playlist where it is the listener's own. */
function Where({ id, children }: { id: string | null; children: ReactNode }) {
  const place = 'min-w-0 flex-1 py-1'
  if (id === null) return <span className={place}>{children}</span>
  return (
    <Link href={`/playlists/${id}`} className={place}>
      {children}
    </Link>
  )
}
