'use client'

import { clockTime } from './duration.ts'
import { usePlayer } from './player-context.tsx'
import { usePosition } from './use-position.ts'

/** How far the track is; drag or use the arrow keys to move. */
export function Progress() {
  const { store, view } = usePlayer()
  const trackKey = `${view.queue?.key ?? ''}:${view.index}`
  const { positionMs, durationMs, refresh } = usePosition(store, view.status === 'playing', trackKey)
  return (
    <div className="flex items-center gap-3 text-sm text-ink-soft">
      <span className="figures w-10 text-right">{clockTime(positionMs)}</span>
      <input
        type="range"
        className="range flex-1"
        aria-label="Position in the track"
        aria-valuetext={`${clockTime(positionMs)} of ${clockTime(durationMs)}`}
        min={0}
        max={Math.max(1, durationMs)}
        step={1000}
        value={Math.min(positionMs, durationMs)}
        style={{ '--filled': `${durationMs > 0 ? (100 * positionMs) / durationMs : 0}%` }}
        onChange={(event) => {
          void store.seek(Number(event.target.value)).then(refresh)
        }}
      />
      <span className="figures w-10">{clockTime(durationMs)}</span>
    </div>
  )
}
