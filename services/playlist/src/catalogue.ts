import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed } from '@mooddj/engine/track-seed'
import type { Track } from '@mooddj/shared/playlist'

/** A track that may be chosen: all of a track but the reason for choosing it. */
export type Candidate = Omit<Track, 'why'>

/** Every built-in track, in the order of their numbers. Cheap enough (a few ms) to call once at start. */
export function builtInCatalogue(): Candidate[] {
  return Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => candidateOf(trackSeed(index + 1)))
}

function candidateOf(seed: TrackSeed): Candidate {
  const { id, title, artist, durationMs, valence, arousal, tempo, key } = seed
  return { id, title, artist, source: 'built-in', durationMs, valence, arousal, tempo, key }
}
