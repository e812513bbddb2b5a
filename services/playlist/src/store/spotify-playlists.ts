import type { Affect } from '@mooddj/shared/affect'
import type { Track } from '@mooddj/shared/playlist'
import { deleteFromOutbox } from '@mooddj/platform/outbox'
import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { spotifyPlaylists, spotifyUnlinks } from '../spotify-tables.ts'
import { outbox, playlists } from '../tables.ts'
import { type Transaction, writeForAccount } from './living-account.ts'

/** What is under way, or was made, in a listener's Spotify. */
export type SpotifyJob = typeof spotifyPlaylists.$inferSelect

/** A new playlist that is to be made in Spotify, too. */
export interface SpotifyPlan {
  errand: string
  /** Calls that gathering its tracks has cost. */
  calls: number
  /** When the link was asked for: a plan made before an unlinking is not kept after it. */
  linkedAt: Date
  /** Until then whoever planned it is at it. */
  dueAt: Date
}

/** The listener unlinked Spotify while a playlist was being made. */
export class UnlinkedMeanwhile extends Error {
  override name = 'UnlinkedMeanwhile'
}

/** What takes the place of a playlist that could not be made in Spotify. */
export interface StandIn {
  trajectory: Affect[]
  tracks: Track[]
  notice: string
}

/** Keeps how far each playlist is in Spotify. Every step is kept before the next is begun. */
export interface SpotifyPlaylistStore {
  find(playlistId: string): Promise<SpotifyJob | undefined>
  /** A job changed by what came of a call. @throws {JobMoved} where somebody else changed or took it meanwhile */
  note(job: SpotifyJob, change: Partial<SpotifyJob>): Promise<SpotifyJob>
  /** Keeps what a playlist has cost by now, however far it is; fewer calls than are kept change nothing. */
  count(playlistId: string, calls: number): Promise<void>
  /** Puts other music in the place of a playlist; `remains`: something of it may be left in Spotify, which is to be removed at `dueAt`. */
  fallBack(job: SpotifyJob, standIn: StandIn, remains: { dueAt: Date } | undefined): Promise<void>
  remove(job: SpotifyJob): Promise<void>
  /** The next job that is due, taken until `busyUntil`; each only once, however many ask. */
  take(now: Date, busyUntil: Date): Promise<SpotifyJob | undefined>
  /** Deletes all of an account's playlists that hold tracks of Spotify's and were made by then. */
  forget(accountId: string, unlinkedAt: Date): Promise<void>
}

/** Keeps a plan in the transaction that keeps the playlist. @throws {UnlinkedMeanwhile} */
export async function planSpotifyPlaylist(
  tx: Transaction,
  { id, accountId, composedAt }: { id: string; accountId: string; composedAt: Date },
  { errand, calls, linkedAt, dueAt }: SpotifyPlan,
): Promise<SpotifyJob> {
  const [unlink] = await tx.select().from(spotifyUnlinks).where(eq(spotifyUnlinks.accountId, accountId))
  if (unlink !== undefined && unlink.unlinkedAt >= linkedAt) throw new UnlinkedMeanwhile('unlinked meanwhile')
  const job: SpotifyJob = {
    playlistId: id,
    accountId,
    state: 'planned',
    spotifyId: null,
    url: null,
    creatingAt: null,
    errand,
    calls,
    attempts: 0,
    dueAt,
    plannedAt: composedAt,
  }
  await tx.insert(spotifyPlaylists).values(job)
  return job
}

/** What a deleted playlist leaves in Spotify stays there, whole; what is half made is to go. */
export async function leaveSpotifyPlaylist(tx: Transaction, playlistId: string, now: Date): Promise<void> {
  const one = eq(spotifyPlaylists.playlistId, playlistId)
  await tx.delete(spotifyPlaylists).where(and(one, inArray(spotifyPlaylists.state, ['filled', 'covered'])))
  // Whoever is at it right now finds the state changed, and goes no further.
  await tx.update(spotifyPlaylists).set({ state: 'removing', dueAt: now }).where(one)
}

export function createSpotifyPlaylistStore(db: NodePgDatabase): SpotifyPlaylistStore {
  const own = (job: SpotifyJob) => eq(spotifyPlaylists.playlistId, job.playlistId)
  return {
    async find(playlistId) {
      const [job] = await db
        .select()
        .from(spotifyPlaylists)
        .where(eq(spotifyPlaylists.playlistId, playlistId))
      return job
    },
    async note(job, change) {
      const same = and(own(job), eq(spotifyPlaylists.state, job.state))
      const [changed] = await db.update(spotifyPlaylists).set(change).where(same).returning()
      // Somebody else went on with it, or it is gone: what is done from here on is done on nothing that is kept.
      if (changed === undefined) throw new JobMoved('the playlist is in other hands by now')
      return changed
    },
    async count(playlistId, calls) {
      const most = sql`greatest(${spotifyPlaylists.calls}, ${calls})`
      await db
        .update(spotifyPlaylists)
        .set({ calls: most })
        .where(eq(spotifyPlaylists.playlistId, playlistId))
    },
    fallBack: (job, { trajectory, tracks, notice }, remains) =>
      writeForAccount(db, job.accountId, async (tx) => {
        await tx.update(playlists).set({ trajectory, tracks, notice }).where(eq(playlists.id, job.playlistId))
        if (remains === undefined) await tx.delete(spotifyPlaylists).where(own(job))
        else
          await tx.update(spotifyPlaylists).set({ state: 'removing', dueAt: remains.dueAt }).where(own(job))
      }),
    async remove(job) {
      await db.delete(spotifyPlaylists).where(own(job))
    },
    take: (now, busyUntil) =>
      db.transaction(async (tx) => {
        const [job] = await tx
          .select()
          .from(spotifyPlaylists)
          .where(and(isNotNull(spotifyPlaylists.dueAt), lte(spotifyPlaylists.dueAt, now)))
          .orderBy(asc(spotifyPlaylists.dueAt))
          .limit(1)
          .for('update', { skipLocked: true })
        if (job === undefined) return undefined
        const taken = { dueAt: busyUntil, attempts: job.attempts + 1 }
        await tx.update(spotifyPlaylists).set(taken).where(own(job))
        return { ...job, ...taken }
      }),
    forget: (accountId, unlinkedAt) =>
      writeForAccount(db, accountId, async (tx) => {
        const unlink = { accountId, unlinkedAt }
        await tx
          .insert(spotifyUnlinks)
          .values(unlink)
          .onConflictDoUpdate({
            target: spotifyUnlinks.accountId,
            set: { unlinkedAt: sql`greatest(${spotifyUnlinks.unlinkedAt}, excluded.unlinked_at)` },
          })
        await tx
          .delete(spotifyPlaylists)
          .where(and(eq(spotifyPlaylists.accountId, accountId), lte(spotifyPlaylists.plannedAt, unlinkedAt)))
        const { rowCount } = await tx
          .delete(playlists)
          .where(
            and(
              eq(playlists.accountId, accountId),
              lte(playlists.composedAt, unlinkedAt),
              sql`${playlists.tracks} @> '[{"source":"spotify"}]'`,
            ),
          )
        // Their events name tracks of Spotify's; what is told of other playlists in this very second is a small price.
        if ((rowCount ?? 0) > 0) await deleteFromOutbox(tx, outbox, accountId)
      }),
  }
}

/** A job was changed or taken away by somebody else meanwhile. */
export class JobMoved extends Error {
  override name = 'JobMoved'
}
