import { createHash } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { FeatureProvider, PlaceableTrack, TrackFeatures } from './features.ts'
import type { TrackFeatureStore } from '../store/track-features.ts'

/** Somebody may measure a track anew, or better. */
const KEPT_FOR_MS = 30 * 24 * 3600 * 1000

/** What `provider` said of tracks before, and what it says of the others, which is kept for a month. While PostgreSQL is away, it is asked for all. */
export function cachedFeatures(
  provider: FeatureProvider,
  { store, log }: { store: TrackFeatureStore; log: FastifyBaseLogger },
): FeatureProvider {
  return {
    async read(tracks, signal) {
      const keyOf = new Map(tracks.map((track) => [track.id, recordingKey(track)]))
      const kept = await store.find([...keyOf.values()], new Date()).catch((err: unknown) => {
        log.warn({ err }, 'kept track features cannot be read')
        return new Map<string, TrackFeatures>()
      })
      const known = new Map<string, TrackFeatures>()
      for (const [id, key] of keyOf) {
        const features = kept.get(key)
        if (features) known.set(id, features)
      }
      const unknown = tracks.filter(({ id }) => !known.has(id))
      if (unknown.length === 0) return known
      const fresh = await provider.read(unknown, signal)
      const rows = new Map([...fresh].map(([id, features]) => [keyOf.get(id) ?? '', features]))
      const expiresAt = new Date(Date.now() + KEPT_FOR_MS)
      await store
        .keep(rows, expiresAt)
        .catch((err: unknown) => log.warn({ err }, 'track features are not kept'))
      return new Map([...known, ...fresh])
    },
  }
}

/** Names a recording and shows nothing of it: a SHA-256 of its ISRC, or of Spotify's id where it has none. */
function recordingKey({ id, isrc }: PlaceableTrack): string {
  const name = isrc === undefined ? `spotify ${id}` : `isrc ${isrc.toUpperCase().replaceAll('-', '')}`
  return createHash('sha256').update(name).digest('hex')
}
