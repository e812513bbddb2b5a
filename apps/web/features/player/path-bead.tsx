'use client'

import type { Affect } from '@mooddj/shared/affect'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import { usePosition } from './use-position.ts'

/** Where a track is on the way: passed, playing, or still to come. */
export type PlaceOnPath = 'past' | 'here' | 'ahead'

/** A track's bead in the colour of its place in the plane, and the line to the next. It stands at the start of a row 40 px in. */
export function PathBead({ at, towards, place }: PathBeadProps) {
  const colour = colourOfAffect(at)
  const isHere = place === 'here'
  const line = towards ? `linear-gradient(${colour}, ${colourOfAffect(towards)})` : ''
  return (
    <span aria-hidden className="absolute inset-y-0 start-0 w-10">
      {towards ? (
        <span
          className={`${LINE} transition-opacity duration-500`}
          style={{ background: line, opacity: place === 'past' ? 0.9 : 0.22 }}
        />
      ) : null}
      {towards && isHere ? <LitLine background={line} /> : null}
      <span
        className={`absolute start-1/2 top-7 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 transition-all duration-300 rtl:translate-x-1/2 ${isHere ? 'size-6' : 'size-3.5'}`}
        style={{
          borderColor: colour,
          background: place === 'ahead' ? 'var(--color-ground-raised)' : colour,
          boxShadow: isHere ? `0 0 18px 2px ${colour}` : 'none',
        }}
      />
    </span>
  )
}

/** From one bead's middle to the next one's. */
const LINE = 'absolute start-1/2 top-7 -bottom-7 w-[3px] -translate-x-1/2 rtl:translate-x-1/2'

/** Lights the way to the next track as this one plays. */
function LitLine({ background }: { background: string }) {
  const store = usePlayerStore()
  const isPlaying = usePlayerPart(({ status }) => status === 'playing')
  const { positionMs, durationMs } = usePosition(store, {
    moving: isPlaying,
    trackKey: background,
    stepMs: 250,
  })
  const ahead = durationMs > 0 ? Math.max(0, 100 * (1 - positionMs / durationMs)) : 100
  return <span className={LINE} style={{ background, clipPath: `inset(0 0 ${ahead}% 0)` }} />
}

export interface PathBeadProps {
  at: Affect
  /** The next bead's place; null for the last. */
  towards: Affect | null
  place: PlaceOnPath
}
