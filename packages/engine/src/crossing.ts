import { camelotDistance } from './camelot.ts'
import type { TrackSeed } from './track-seed.ts'

/** How one track goes over into the next. */
export interface Crossing {
  /** Bars of the leaving track, its last, during which both sound. */
  bars: number
  /** The tempi, in beats of the leaving track, that both glide between; nothing where they are too far apart to be brought together. */
  match?: {
    /** Beats of the coming track to one of the leaving: 1, or 2 or ½ where one is about twice as fast. */
    beatsToOne: number
    /** Length of a beat at the end of the crossing over that at its beginning. */
    ratio: number
  }
}

const BARS = { near: 4, far: 2, unmatched: 1 }
/** Keys at most so far apart blend: neighbours on the wheel, and their relatives. */
const NEAR_KEYS = 2
/** Nobody likes to hear two pieces at once for longer. */
const LONGEST_S = 10
/** A tempo stretched by more than this is heard as slurred or hurried. */
const MOST_STRETCH = 1.2

/** Plans the way from a track into the next: long where the keys blend, with one tempo where theirs allow it. */
export function planCrossing(leaving: TrackSeed, coming: TrackSeed): Crossing {
  const [match] = [1, 2, 0.5]
    .map((beatsToOne) => ({ beatsToOne, ratio: (beatsToOne * leaving.tempo) / coming.tempo }))
    .sort((one, other) => stretchOf(one.ratio) - stretchOf(other.ratio))
  if (!match || stretchOf(match.ratio) > MOST_STRETCH) return { bars: BARS.unmatched }
  let bars = camelotDistance(leaving.key, coming.key) <= NEAR_KEYS ? BARS.near : BARS.far
  while (bars > 1 && bars * (240 / leaving.tempo) * ((1 + match.ratio) / 2) > LONGEST_S) bars /= 2
  return { bars, match }
}

function stretchOf(ratio: number): number {
  return Math.max(ratio, 1 / ratio)
}
