'use client'

import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { usePlayer } from './player-context.tsx'

/** Previous, play or pause, next. */
export function Transport({ compact = false }: { compact?: boolean }) {
  const { store, view } = usePlayer()
  const isPlaying = view.status === 'playing'
  const Middle = isPlaying ? Pause : Play
  return (
    <div className="flex items-center gap-1">
      <button
        type="button"
        className="icon-button"
        aria-label="Previous"
        onClick={() => void store.previous()}
      >
        <SkipBack aria-hidden size={22} fill="currentColor" />
      </button>
      <button
        type="button"
        className={`grid place-items-center rounded-full bg-ink text-ground transition-transform active:scale-95 ${compact ? 'size-12' : 'size-16'}`}
        aria-label={isPlaying ? 'Pause' : 'Play'}
        onClick={() => void store.toggle()}
      >
        <Middle
          aria-hidden
          size={compact ? 22 : 28}
          fill="currentColor"
          className={isPlaying ? '' : 'ml-1'}
        />
      </button>
      <button type="button" className="icon-button" aria-label="Next" onClick={() => void store.next()}>
        <SkipForward aria-hidden size={22} fill="currentColor" />
      </button>
    </div>
  )
}
