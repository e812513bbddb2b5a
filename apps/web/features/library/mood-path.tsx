import type { Track } from '@mooddj/shared/playlist'
import { colourOfAffect } from '../mood/affect-colour.ts'

/** How far the most pleasant and the least pleasant bead stand from the middle, pixels. */
const SWING_PX = 13

/** A playlist's tracks as beads in the order they play: hue and height say how each feels. */
export function MoodPath({ tracks }: { tracks: readonly Track[] }) {
  return (
    <div aria-hidden className="flex h-10 max-w-md items-center justify-between gap-1">
      {tracks.map((track, index) => {
        const colour = colourOfAffect(track)
        return (
          <span
            key={`${index}:${track.id}`}
            className="size-2.5 rounded-full"
            style={{
              background: colour,
              boxShadow: `0 0 10px -1px ${colour}`,
              translate: `0 ${(-SWING_PX * track.valence).toFixed(1)}px`,
            }}
          />
        )
      })}
    </div>
  )
}
