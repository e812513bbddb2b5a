import type { Affect } from '@mooddj/shared/affect'
import { colourOfAffect } from '../mood/affect-colour.ts'

const BEADS = 8
const RADIUS = 84

/** A picture for playlists that are not there yet: the way that one would take through the plane, from low to light. */
export function PathPicture() {
  const way = Array.from({ length: BEADS }, (_, index) => wayPoint(index / (BEADS - 1)))
  const spots = way.map(({ valence, arousal }) => ({ x: 100 + RADIUS * valence, y: 100 - RADIUS * arousal }))
  const [start, ...rest] = spots
  const line = `M${start?.x} ${start?.y}${rest.map(({ x, y }) => `L${x} ${y}`).join('')}`
  return (
    <svg aria-hidden viewBox="0 0 200 200" className="size-44" style={{ direction: 'ltr' }}>
      {[RADIUS, RADIUS * 0.62, RADIUS * 0.25].map((radius) => (
        <circle key={radius} cx="100" cy="100" r={radius} fill="none" stroke="var(--color-line)" />
      ))}
      <path d="M16 100H184M100 16V184" stroke="var(--color-line)" />
      <path d={line} fill="none" stroke="var(--color-line-strong)" strokeDasharray="2 4" />
      {way.map((affect, index) => (
        <g key={index} style={{ fill: colourOfAffect(affect) }}>
          <circle cx={spots[index]?.x} cy={spots[index]?.y} r={8 + index} opacity="0.18" />
          <circle cx={spots[index]?.x} cy={spots[index]?.y} r={4 + index / 3} />
        </g>
      ))}
    </svg>
  )
}

/** A bow from the lower left to the upper right, by shares of the way. */
function wayPoint(share: number): Affect {
  return {
    valence: -0.72 + 1.36 * share,
    arousal: -0.5 + 0.98 * share - 0.5 * Math.sin(Math.PI * share),
  }
}
