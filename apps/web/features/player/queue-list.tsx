'use client'

import { colourOfAffect } from '../mood/affect-colour.ts'
import { clockTime } from './duration.ts'
import { usePlayer } from './player-context.tsx'

/** The queue as a path: each track a bead in the colour of its place in the plane; the current one says why it is there. */
export function QueueList() {
  const { store, view } = usePlayer()
  return (
    <ol data-testid="queue" aria-label="Tracks" className="relative">
      {view.queue?.tracks.map((track, index) => {
        const isHere = index === view.index
        const colour = colourOfAffect(track)
        return (
          <li key={`${index}:${track.id}`} className="relative pl-9">
            <span aria-hidden className="absolute top-0 bottom-0 left-[13px] w-px bg-white/12" />
            <span
              aria-hidden
              className="absolute top-5 left-[7px] size-3.5 rounded-full border-2 transition-transform"
              style={{
                borderColor: colour,
                background: index <= view.index ? colour : 'var(--color-ground)',
                transform: isHere ? 'scale(1.35)' : 'none',
                boxShadow: isHere ? `0 0 16px ${colour}` : 'none',
              }}
            />
            <button
              type="button"
              aria-current={isHere ? 'true' : undefined}
              onClick={() => void store.select(index)}
              className={`flex min-h-13 w-full items-center gap-3 rounded-xl px-3 py-2 text-left transition-colors ${isHere ? 'bg-white/8' : 'hover:bg-white/5'}`}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{track.title}</span>
                <span className="block truncate text-sm text-ink-soft">{track.artist}</span>
              </span>
              <span className="figures shrink-0 text-right text-sm text-ink-soft">
                {Math.round(track.tempo)} BPM
                <span className="block">{clockTime(track.durationMs)}</span>
              </span>
            </button>
            <p className={isHere ? 'rise px-3 pb-3 text-sm text-ink-soft' : 'sr-only'}>{track.why}</p>
          </li>
        )
      })}
    </ol>
  )
}
