import type { SpotifyTrack } from '@mooddj/spotify/track'

/** Who says how a track feels; a guess by its genre is the last resort. */
export type FeatureSource = 'reccobeats' | 'catalogue' | 'genre'

/** How a track feels, on our own plane: whatever scale its source has is left behind. */
export interface TrackFeatures {
  source: FeatureSource
  /** −1 to 1. */
  valence: number
  /** −1 to 1. */
  arousal: number
  /** Beats a minute: for smooth transitions only, it says nothing of arousal. */
  tempo: number
  /** Camelot. */
  key: string
  /** How far each is to be believed, 0 to 1. */
  confidence: { affect: number; tempo: number; key: number }
}

/** A track to be placed, and the genre under which it was found, if any. */
export interface PlaceableTrack extends SpotifyTrack {
  genre: string | undefined
}

/** Knows the features of some tracks. */
export interface FeatureProvider {
  /** Those that it knows, by Spotify's id. Never throws for an outage: it then knows none. */
  read(tracks: readonly PlaceableTrack[], signal: AbortSignal): Promise<ReadonlyMap<string, TrackFeatures>>
}

/** Asks each provider in turn for what those before it did not know. The last one should know something of everything. */
export function createFeatureChain(
  providers: readonly FeatureProvider[],
  observe: (source: FeatureSource, tracks: number) => void,
): FeatureProvider {
  return {
    async read(tracks, signal) {
      const known = new Map<string, TrackFeatures>()
      for (const provider of providers) {
        const unknown = tracks.filter(({ id }) => !known.has(id))
        if (unknown.length === 0) break
        for (const [id, features] of await provider.read(unknown, signal)) known.set(id, features)
      }
      const sources = Map.groupBy(known.values(), ({ source }) => source)
      for (const [source, { length }] of sources) observe(source, length)
      return known
    },
  }
}
