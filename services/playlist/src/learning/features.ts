import type { Style } from '@mooddj/engine/style'
import { trackSeedOf } from '@mooddj/engine/track-seed'
import type { Candidate } from '../catalogue.ts'
import { tempoChange } from '../transition.ts'
import type { ListenerHistory } from './history.ts'

/**
 * What the learner sees of a candidate, in this order. All of it is our own: what the engine made the track from, the path that was
 * planned, the hour, and what this listener did. Each is held to −1…1.
 */
export const FEATURES = [
  'constant',
  'valence',
  'arousal',
  'distance',
  'tempo',
  'tempo-kinship',
  'rhythm',
  'acoustic',
  'haze',
  'artist-familiarity',
  'artist-liking',
  'recency',
  'arousal-by-day-sine',
  'arousal-by-day-cosine',
] as const

/** A candidate as it is seen at one moment. */
export interface Sight {
  /** From the nearest way-point of the playlist. */
  distance: number
  history: ListenerHistory
  now: Date
}

/** The sound of each style: how much it beats, how acoustic and how hazy it is, each −1…1; judged by ear from what the engine plays. */
const SOUNDS: Record<Style, readonly [rhythm: number, acoustic: number, haze: number]> = {
  ambient: [-1, 0, 1],
  piano: [-0.7, 1, -0.4],
  'lo-fi': [0, 0.7, 0.4],
  downtempo: [0.1, 0.2, -0.4],
  chillwave: [0.2, -0.4, 0.8],
  synthwave: [0.4, -0.8, 0.1],
  house: [0.9, 0.1, -0.3],
  techno: [1, -0.8, -0.7],
}
/** At this distance from its way-point a candidate is as far away as counts. */
const FAR = 0.4
/** The middle of the built-in tempos. */
const MIDDLE_TEMPO = 98
/** After this long a track that was heard is half forgotten. */
const HALF_FORGOTTEN_MS = 24 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

/**
 * The features of a candidate, or nothing where it is not our own: what Spotify says of its content never becomes anything that is
 * learnt from (its terms forbid it). The hour is UTC's: sine and cosine learn a listener's day in any time zone.
 */
export function featuresOf(
  candidate: Candidate,
  { distance, history, now }: Sight,
): Float64Array | undefined {
  const seed = candidate.source === 'built-in' ? trackSeedOf(candidate.id) : undefined
  if (seed === undefined) return undefined
  const { valence, arousal, tempo, artist, id, style } = seed
  const [rhythm, acoustic, haze] = SOUNDS[style]
  const heard = history.artists.get(artist)
  const heardAt = history.heardAt.get(id)
  const day = (2 * Math.PI * (now.getTime() % DAY_MS)) / DAY_MS
  return Float64Array.of(
    1,
    held(valence),
    held(arousal),
    held(distance / FAR),
    held(Math.log2(tempo / MIDDLE_TEMPO)),
    history.likedTempo === undefined ? 0 : held(1 - 4 * tempoChange(history.likedTempo, tempo).octaves),
    rhythm,
    acoustic,
    haze,
    heard ? held(heard.count / (heard.count + 3)) : 0,
    heard ? held(heard.liking) : 0,
    heardAt === undefined
      ? 0
      : held(2 ** (-Math.max(0, now.getTime() - heardAt.getTime()) / HALF_FORGOTTEN_MS)),
    held(arousal * Math.sin(day)),
    held(arousal * Math.cos(day)),
  )
}

function held(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(1, Math.max(-1, value))
}
