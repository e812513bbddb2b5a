import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { AffectSchema } from '@mooddj/shared/affect-schema'
import { and, gt, inArray, lte, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Type } from 'typebox'
import type { TrackFeatures } from '../spotify/features.ts'
import { trackFeatures } from '../spotify-tables.ts'

/** Keeps how tracks feel, each until its time is over. */
export interface TrackFeatureStore {
  find(keys: readonly string[], now: Date): Promise<Map<string, TrackFeatures>>
  keep(features: ReadonlyMap<string, TrackFeatures>, expiresAt: Date): Promise<void>
  /** Forgets up to `limit` whose time is over; gives how many. */
  sweep(now: Date, limit: number): Promise<number>
}

const share = Type.Number({ minimum: 0, maximum: 1 })
const kept = createParser(
  Type.Object({
    source: Type.Enum(['reccobeats', 'catalogue', 'genre'] as const),
    ...AffectSchema.properties,
    tempo: Type.Number({ exclusiveMinimum: 0 }),
    key: Type.String(),
    confidence: Type.Object({ affect: share, tempo: share, key: share }),
  }),
)

export function createTrackFeatureStore(db: NodePgDatabase): TrackFeatureStore {
  return {
    async find(keys, now) {
      if (keys.length === 0) return new Map()
      const rows = await db
        .select()
        .from(trackFeatures)
        .where(and(inArray(trackFeatures.key, [...keys]), gt(trackFeatures.expiresAt, now)))
      return new Map(rows.flatMap(({ key, features }) => readKept(key, features)))
    },
    async keep(features, expiresAt) {
      if (features.size === 0) return
      // In one order, or two that keep the same tracks could wait for each other.
      const rows = [...features]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, value]) => ({ key, features: value, expiresAt }))
      await db
        .insert(trackFeatures)
        .values(rows)
        .onConflictDoUpdate({
          target: trackFeatures.key,
          set: { features: sql`excluded.features`, expiresAt: sql`excluded.expires_at` },
        })
    },
    async sweep(now, limit) {
      const old = db
        .select({ key: trackFeatures.key })
        .from(trackFeatures)
        .where(lte(trackFeatures.expiresAt, now))
        .limit(limit)
      const { rowCount } = await db.delete(trackFeatures).where(inArray(trackFeatures.key, old))
      return rowCount ?? 0
    },
  }
}

/** What an older version kept in another shape is as good as not kept. */
function readKept(key: string, features: unknown): [string, TrackFeatures][] {
  try {
    return [[key, kept.parse(features)]]
  } catch (error) {
    if (error instanceof UndecodableError) return []
    throw error
  }
}
