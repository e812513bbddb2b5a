import type { Track } from '@mooddj/shared/playlist'
import { colourOfAffect } from '../mood/affect-colour.ts'

/** How far beads may stand from the middle, in hundredths of the height. */
const SWING = 38

/**
 * A playlist's tracks as beads on a string, in the order they play: the hue says how each feels, the height how pleasant it is beside the
 * others. It reads along with the text.
 */
export function MoodPath({ tracks }: { tracks: readonly Pick<Track, 'id' | 'valence' | 'arousal'>[] }) {
  const heights = tracks.map(({ valence }) => valence)
  const middle = (Math.max(...heights) + Math.min(...heights)) / 2
  const beads = tracks.map(({ id, valence, arousal }, index) => ({
    key: `${index}:${id}`,
    x: 2 + (96 * index) / Math.max(1, tracks.length - 1),
    y: 50 - SWING * Math.max(-1, Math.min(1, 1.6 * (valence - middle))),
    colour: colourOfAffect({ valence, arousal }),
  }))
  return (
    <div aria-hidden className="relative h-11 max-w-md rtl:-scale-x-100">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full">
        <polyline
          points={beads.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          stroke="var(--color-line-strong)"
          strokeOpacity="0.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {beads.map(({ key, x, y, colour }) => (
        <span
          key={key}
          className="absolute size-2.5 -translate-1/2 rounded-full"
          style={{
            left: `${x}%`,
            top: `${y}%`,
            background: colour,
            boxShadow: `0 0 10px -1px ${colour}`,
          }}
        />
      ))}
    </div>
  )
}
