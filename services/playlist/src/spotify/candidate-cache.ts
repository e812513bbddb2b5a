import { createParser, UndecodableError } from '@mooddj/shared/codec'
import type { FastifyBaseLogger } from 'fastify'
import type { Cache } from '@mooddj/platform/cache'
import { Type } from 'typebox'
import type { PlaceableTrack } from './features.ts'

/** Lists of tracks that Spotify gave for a listener, for a few minutes, so that playlists made one after another cost few calls. */
export interface CandidateCache {
  /** All lists of the listener that are kept, by what was asked for. */
  read(accountId: string): Promise<ReadonlyMap<string, readonly PlaceableTrack[]>>
  /** `askedAt`: when Spotify was asked; what comes late, after the listener unlinked, is not kept. */
  keep(accountId: string, lists: ReadonlyMap<string, readonly PlaceableTrack[]>, askedAt: Date): Promise<void>
  /** Forgets all of a listener's, also what is still on its way. */
  forget(accountId: string, at: Date): Promise<void>
}

const KEPT_FOR_S = 600
/** Longer than any request: until then late lists are recognised as such. */
const UNLINKED_FOR_S = 120
/** Of those that one listener's playlists ask for within ten minutes. */
const LISTS_MOST = 40
const keyOf = (accountId: string) => `playlist:spotify-candidates:${accountId}`
const unlinkedKeyOf = (accountId: string) => `playlist:spotify-unlinked:${accountId}`

const name = Type.Object({ id: Type.String(), name: Type.String() })
const kept = createParser(
  Type.Array(
    Type.Object({
      id: Type.String(),
      uri: Type.String(),
      title: Type.String(),
      artists: Type.Array(name, { minItems: 1 }),
      durationMs: Type.Integer(),
      explicit: Type.Boolean(),
      isrc: Type.Optional(Type.String()),
      year: Type.Optional(Type.Integer()),
      genre: Type.Optional(Type.String()),
    }),
  ),
)

/** While Redis is away nothing is remembered. */
export function createCandidateCache(redis: Cache['redis'], log: FastifyBaseLogger): CandidateCache {
  return {
    async read(accountId) {
      try {
        const fields = Object.entries(await redis.hgetall(keyOf(accountId)))
        return new Map(fields.map(([asked, text]) => [asked, kept.parseText(text).flatMap(toTrack)]))
      } catch (err) {
        log.warn({ err }, 'kept candidates cannot be read')
        if (err instanceof UndecodableError) await redis.del(keyOf(accountId))
        return new Map()
      }
    },
    async keep(accountId, lists, askedAt) {
      if (lists.size === 0) return
      const key = keyOf(accountId)
      try {
        if ((await redis.hlen(key)) + lists.size > LISTS_MOST) await redis.del(key)
        const fields = [...lists].map(([asked, tracks]): [string, string] => [asked, JSON.stringify(tracks)])
        // At most ten minutes from the first: Spotify's content is not to be kept by asking again and again.
        await redis.multi().hset(key, Object.fromEntries(fields)).expire(key, KEPT_FOR_S, 'NX').exec()
        const unlinkedAt = Number(await redis.get(unlinkedKeyOf(accountId)))
        if (unlinkedAt >= askedAt.getTime()) await redis.del(key)
      } catch (err) {
        log.warn({ err }, 'candidates are not kept')
      }
    },
    async forget(accountId, at) {
      // In this order: whoever keeps lists after the deletion sees the mark.
      await redis.set(unlinkedKeyOf(accountId), String(at.getTime()), 'EX', UNLINKED_FOR_S)
      await redis.del(keyOf(accountId))
    },
  }
}

function toTrack(track: ReturnType<typeof kept.parse>[number]): PlaceableTrack[] {
  const [first, ...others] = track.artists
  if (first === undefined) return []
  const { isrc, year, genre } = track
  return [{ ...track, artists: [first, ...others], isrc, year, genre }]
}
