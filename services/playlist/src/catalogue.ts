import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed } from '@mooddj/engine/track-seed'
import type { Track } from '@mooddj/shared/playlist'

/** A track that may be chosen: all of a track but the reason for choosing it. */
export type Candidate = Omit<Track, 'why'> & {
  /** How far its features are to be believed, 0 to 1; what is left out is sure. An unsure one weighs less in the choice. */
  confidence?: { affect?: number; tempo?: number; key?: number }
  /** What kind of music it is, or what search it came from, by the names that the context's mix knows. */
  style?: string
}

/** Every built-in track, in the order of their numbers. Cheap enough (a few ms) to call once at start. */
export function builtInCatalogue(): Candidate[] {
  return Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => candidateOf(trackSeed(index + 1)))
}

function candidateOf(seed: TrackSeed): Candidate {
  const { id, title, artist, style, durationMs, valence, arousal, tempo, key } = seed
  return { id, title, artist, style, source: 'built-in', durationMs, valence, arousal, tempo, key }
}
