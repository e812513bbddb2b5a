import { addToOutbox, type OutboxRelay } from '@mooddj/platform/outbox'
import { type PlaylistComposed, playlistComposed } from '@mooddj/shared/channels'
import { and, desc, eq, lt } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Decision } from '../learning/decisions.ts'
import { PlaylistDeleted } from '../problems.ts'
import { outbox, playlists } from '../tables.ts'
import { logDecisions } from './decisions.ts'
import { claimKey, findMade, type KeyedRequest } from './idempotency.ts'
import { writeForAccount } from './living-account.ts'

/** A playlist as it is kept. */
export type PlaylistRow = typeof playlists.$inferSelect

/** Keeps playlists. Whatever asks for one by account gives nothing of another account's. */
export interface PlaylistStore {
  /**
   * Keeps a new playlist with the learner's decisions and tells of it, in one transaction. Gives the playlist, or the one that the same keyed request made before.
   * @throws {PlaylistDeleted} when that one was deleted since
   */
  create(row: PlaylistRow, its: Circumstances): Promise<PlaylistRow>
  /** The playlist that the same keyed request made before, if any. */
  findMade(accountId: string, request: KeyedRequest, now: Date): Promise<PlaylistRow | undefined>
  find(accountId: string, id: string): Promise<PlaylistRow | undefined>
  /** Newest first, those made before the one with the id `before`. */
  list(accountId: string, page: { before: string | undefined; limit: number }): Promise<PlaylistRow[]>
  /** With its judgements and feelings; false when there is none. */
  remove(accountId: string, id: string): Promise<boolean>
  findShared(shareToken: string): Promise<PlaylistRow | undefined>
  /** False when the account shares nothing under the token. */
  revoke(accountId: string, shareToken: string): Promise<boolean>
}

/** What comes with a new playlist. */
export interface Circumstances {
  told: PlaylistComposed
  request: KeyedRequest | undefined
  decisions: readonly Decision[]
}

export function createPlaylistStore(db: NodePgDatabase, relay: OutboxRelay): PlaylistStore {
  const own = (accountId: string, id: string) => and(eq(playlists.accountId, accountId), eq(playlists.id, id))
  const readMade = async (reader: Pick<NodePgDatabase, 'select'>, accountId: string, id: string) => {
    const [row] = await reader.select().from(playlists).where(own(accountId, id))
    if (row === undefined) throw PlaylistDeleted()
    return row
  }

  return {
    async create(row, { told, request, decisions }) {
      const { accountId, id } = row
      const kept = await writeForAccount(db, accountId, async (tx) => {
        const claim = request && { accountId, request, madeId: id, now: row.composedAt }
        const made = claim && (await claimKey(tx, claim))
        if (made !== undefined) return readMade(tx, accountId, made)
        await tx.insert(playlists).values(row)
        await logDecisions(tx, row, decisions)
        await addToOutbox(tx, outbox, playlistComposed, accountId, told)
        return row
      })
      relay.wake()
      return kept
    },
    async findMade(accountId, request, now) {
      const made = await findMade(db, { accountId, request, now })
      return made === undefined ? undefined : readMade(db, accountId, made)
    },
    async find(accountId, id) {
      const [row] = await db.select().from(playlists).where(own(accountId, id))
      return row
    },
    list: (accountId, { before, limit }) =>
      db
        .select()
        .from(playlists)
        .where(
          and(
            eq(playlists.accountId, accountId),
            before === undefined ? undefined : lt(playlists.id, before),
          ),
        )
        .orderBy(desc(playlists.id))
        .limit(limit),
    async remove(accountId, id) {
      const { rowCount } = await db.delete(playlists).where(own(accountId, id))
      return rowCount === 1
    },
    async findShared(shareToken) {
      const [row] = await db.select().from(playlists).where(eq(playlists.shareToken, shareToken))
      return row
    },
    async revoke(accountId, shareToken) {
      const shared = and(eq(playlists.accountId, accountId), eq(playlists.shareToken, shareToken))
      const { rowCount } = await db.update(playlists).set({ shareToken: null }).where(shared)
      return rowCount === 1
    },
  }
}
