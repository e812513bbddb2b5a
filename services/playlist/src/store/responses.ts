import { addToOutbox, type OutboxRelay } from '@mooddj/platform/outbox'
import { trackJudged } from '@mooddj/shared/channels'
import type { FeelingRequest, Feelings, JudgementRequest, Track } from '@mooddj/shared/playlist'
import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { v7 as uuidV7 } from 'uuid'
import { PlaylistNotFound, TrackNotFound } from '../problems.ts'
import { feelings, judgements, outbox, playlists } from '../tables.ts'
import { claimKey, type KeyedRequest } from './idempotency.ts'
import { type Transaction, writeForAccount } from './living-account.ts'

/** Keeps what listeners say to the music. */
export interface ResponseStore {
  /**
   * Keeps a judgement and tells of it, in one transaction; once for the same keyed request.
   * @throws {PlaylistNotFound} {TrackNotFound}
   */
  judge(
    accountId: string,
    judgement: JudgementRequest & { trackId: string; judgedAt: Date },
    request: KeyedRequest | undefined,
  ): Promise<void>
  /** Keeps how the listener felt before or after a playlist; the last word counts. @throws {PlaylistNotFound} */
  feel(accountId: string, feeling: FeelingRequest & { playlistId: string; feltAt: Date }): Promise<void>
  /** How the listener said they felt, by playlist; nothing of a playlist where they did not, or that is another account's. */
  feelingsOf(accountId: string, playlistIds: readonly string[]): Promise<ReadonlyMap<string, Feelings>>
  /** The ids of the tracks that the account heard since then, at most the last `limit` judgements of them. */
  heardSince(accountId: string, since: Date, limit: number): Promise<Set<string>>
}

/** A track that was judged, as it is kept. */
export interface JudgedTrack extends JudgementRequest {
  accountId: string
  track: Track
  judgedAt: Date
}

/** @param noteJudged what else is to happen in the transaction that keeps a judgement */
export function createResponseStore(
  db: NodePgDatabase,
  relay: OutboxRelay,
  noteJudged?: (tx: Transaction, judged: JudgedTrack) => Promise<void>,
): ResponseStore {
  return {
    async judge(accountId, { playlistId, trackId, verdict, positionMs: saidMs, judgedAt }, request) {
      const id = uuidV7()
      await writeForAccount(db, accountId, async (tx) => {
        const { tracks } = await lockPlaylist(tx, accountId, playlistId)
        const track = tracks.find((candidate) => candidate.id === trackId)
        if (track === undefined) throw TrackNotFound()
        const claim = request && { accountId, request, madeId: id, now: judgedAt }
        if (claim && (await claimKey(tx, claim)) !== undefined) return
        // A player's clock may run on after the last note.
        const positionMs = Math.min(saidMs, track.durationMs)
        const judgement = { accountId, playlistId, trackId, verdict, positionMs }
        await tx.insert(judgements).values({ id, ...judgement, judgedAt })
        const told = { judgementId: id, ...judgement, judgedAt: judgedAt.toISOString() }
        await addToOutbox(tx, outbox, trackJudged, accountId, told)
        await noteJudged?.(tx, { ...judgement, track, judgedAt })
      })
      relay.wake()
    },
    async feel(accountId, { playlistId, when, ...felt }) {
      await writeForAccount(db, accountId, async (tx) => {
        await lockPlaylist(tx, accountId, playlistId)
        await tx
          .insert(feelings)
          .values({ playlistId, when, accountId, ...felt })
          .onConflictDoUpdate({ target: [feelings.playlistId, feelings.when], set: felt })
      })
    },
    async feelingsOf(accountId, playlistIds) {
      const rows = await db
        .select()
        .from(feelings)
        .where(and(eq(feelings.accountId, accountId), inArray(feelings.playlistId, [...playlistIds])))
      const found = new Map<string, Feelings>()
      for (const { playlistId, when, valence, arousal } of rows) {
        found.set(playlistId, { ...found.get(playlistId), [when]: { valence, arousal } })
      }
      return found
    },
    async heardSince(accountId, since, limit) {
      const rows = await db
        .select({ trackId: judgements.trackId })
        .from(judgements)
        .where(and(eq(judgements.accountId, accountId), gt(judgements.judgedAt, since)))
        .orderBy(desc(judgements.judgedAt))
        .limit(limit)
      return new Set(rows.map(({ trackId }) => trackId))
    },
  }
}

/** An own playlist, which cannot be deleted until the transaction ends. */
async function lockPlaylist(tx: Transaction, accountId: string, id: string) {
  const [row] = await tx
    .select({ tracks: playlists.tracks })
    .from(playlists)
    .where(and(eq(playlists.accountId, accountId), eq(playlists.id, id)))
    .for('key share')
  if (row === undefined) throw PlaylistNotFound()
  return row
}
