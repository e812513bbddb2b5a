import type { Affect } from '@mooddj/shared/affect'

/** The compass is drawn in a square from 0 to 200 with a margin for its words. */
export const COMPASS_SIZE = 200
const MARGIN = 20

/** Where a point of the plane lies in the drawing: pleasant to the right, excited upwards. */
export function compassPoint({ valence, arousal }: Affect): { x: number; y: number } {
  const half = COMPASS_SIZE / 2
  const reach = half - MARGIN
  return { x: half + valence * reach, y: half - arousal * reach }
}

/** The reverse of {@link compassPoint}, kept inside the plane. */
export function affectAt(x: number, y: number): Affect {
  const half = COMPASS_SIZE / 2
  const reach = half - MARGIN
  const clamp = (value: number) => Math.min(1, Math.max(-1, value))
  return { valence: clamp((x - half) / reach), arousal: clamp((half - y) / reach) }
}
