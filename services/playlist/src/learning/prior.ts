import { FEATURES } from './features.ts'
import { diagonal } from './symmetric.ts'

/**
 * What is believed of everybody before they did anything: mean and standard deviation of each weight. It is written down here and learnt
 * from nobody, so no listener's taste ever reaches another's playlists.
 */
const PRIOR: Readonly<Record<(typeof FEATURES)[number], readonly [mean: number, deviation: number]>> = {
  constant: [0.45, 0.25],
  valence: [0, 0.15],
  arousal: [0, 0.15],
  distance: [-0.05, 0.1],
  tempo: [0, 0.15],
  'tempo-kinship': [0.05, 0.1],
  rhythm: [0, 0.2],
  acoustic: [0, 0.2],
  haze: [0, 0.2],
  'artist-familiarity': [0, 0.1],
  'artist-liking': [0.4, 0.3],
  recency: [-0.1, 0.1],
  'arousal-by-day-sine': [0, 0.1],
  'arousal-by-day-cosine': [0, 0.1],
}

/** The prior's precision: independent weights. */
export const PRIOR_PRECISION = diagonal(FEATURES.map((name) => 1 / PRIOR[name][1] ** 2))

/** The prior's precision times its mean. */
export const PRIOR_VECTOR = Float64Array.from(FEATURES, (name) => PRIOR[name][0] / PRIOR[name][1] ** 2)
