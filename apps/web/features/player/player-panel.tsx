'use client'

import { Heart, ThumbsDown } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { usePlayer } from './player-context.tsx'
import { Progress } from './progress.tsx'
import { QueueList } from './queue-list.tsx'
import { Transport } from './transport.tsx'
import { Volume } from './volume.tsx'
import { Waves } from './waves.tsx'

/** The whole player for the loaded queue. `actions` stand under the title. */
export function PlayerPanel({ actions }: { actions?: ReactNode }) {
  const { store, view } = usePlayer()
  useEffect(() => store.showFull(), [store])
  const track = view.queue?.tracks[view.index]
  if (!view.queue || !track) return null
  const isLiked = view.liked.has(track.id)
  return (
    <section aria-label="Player" className="glass overflow-hidden">
      <div className="relative p-5 sm:p-6">
        <div
          aria-hidden
          className="absolute inset-0 opacity-25 transition-colors duration-500"
          style={{
            background: `radial-gradient(30rem 16rem at 50% 20%, ${colourOfAffect(track)}, transparent 75%)`,
          }}
        />
        <div className="relative">
          <Waves className="h-24 w-full" />
          <div className="mt-3 text-center" aria-live="polite">
            <p className="font-display text-2xl font-semibold tracking-tight">{track.title}</p>
            <p className="text-ink-soft">{track.artist}</p>
          </div>
          <div className="mt-4">
            <Progress />
          </div>
          <div className="mt-3 flex flex-wrap items-center justify-center gap-x-4 gap-y-2">
            {view.queue.own ? (
              <button
                type="button"
                className={`icon-button ${isLiked ? 'text-mood' : ''}`}
                aria-label="Like"
                aria-pressed={isLiked}
                onClick={store.like}
              >
                <Heart aria-hidden size={22} fill={isLiked ? 'currentColor' : 'none'} />
              </button>
            ) : null}
            <Transport />
            {view.queue.own ? (
              <button
                type="button"
                className="icon-button"
                aria-label="Skip"
                title="Not for me"
                onClick={() => void store.skip()}
              >
                <ThumbsDown aria-hidden size={21} />
              </button>
            ) : null}
          </div>
          <div className="mt-3 flex flex-wrap items-center justify-center gap-3">
            <Volume />
            {actions}
          </div>
        </div>
        <ProblemNote problem={view.problem}>
          <button type="button" className="button button-quiet" onClick={() => void store.toggle()}>
            Try again
          </button>
        </ProblemNote>
      </div>
      <div className="border-t border-line p-3 sm:p-4">
        <QueueList />
      </div>
    </section>
  )
}
