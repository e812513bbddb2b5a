import type { Affect } from '@mooddj/shared/affect'

/** Which way the hour, the day and the weather lean a playlist. */
export interface ContextLean {
  /** Added to the target of Cheer up. */
  shift: Affect
  /** How welcome styles are: −1 to 1, by their names; 0 for all others. */
  mix: ReadonlyMap<string, number>
  /** The moment in words, to follow "suits": "a rainy evening". */
  moment: string
}

/** No context, or one that changes nothing. */
export const NO_LEAN: ContextLean = { shift: { valence: 0, arousal: 0 }, mix: new Map(), moment: '' }
