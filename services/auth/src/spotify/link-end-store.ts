import { addToOutbox } from '@mooddj/platform/outbox'
import { spotifyUnlinked, type SpotifyUnlinked } from '@mooddj/shared/channels'
import { eq, lt, type SQL } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { lockAccount, type Transaction } from '../sign-in-store.ts'
import { outbox, spotifyLinkAttempts, spotifyLinks } from '../tables.ts'

/** A link that ended at Spotify and was not made anew for so long is forgotten, and with it what came from Spotify. */
const LAPSED_MS = 30 * 24 * 3600 * 1000

/** Ends links. It needs no key: also a house that is no longer set up for Spotify can. */
export interface LinkEndStore {
  /** Deletes a link, what it holds, and one that is being made; told. False when there was no link. */
  unlink(accountId: string, now: Date): Promise<boolean>
  /** Deletes what has expired: all attempts, and at most `limit` lapsed links. Gives how many links. */
  forget(limits: { limit: number; now: Date }): Promise<number>
}

export function createLinkEndStore(db: NodePgDatabase): LinkEndStore {
  return {
    unlink: (accountId, now) =>
      db.transaction(async (tx) => {
        if ((await lockAccount(tx, accountId)) === undefined) return false
        await tx.delete(spotifyLinkAttempts).where(eq(spotifyLinkAttempts.accountId, accountId))
        return (await deleteLinks(tx, eq(spotifyLinks.accountId, accountId), 'unlinked', now)) > 0
      }),
    async forget({ limit, now }) {
      await db.delete(spotifyLinkAttempts).where(lt(spotifyLinkAttempts.expiresAt, now))
      return db.transaction(async (tx) => {
        const lapsed = await tx
          .select({ accountId: spotifyLinks.accountId })
          .from(spotifyLinks)
          .where(lt(spotifyLinks.endedAt, new Date(now.getTime() - LAPSED_MS)))
          .limit(limit)
          .for('update', { skipLocked: true })
        for (const { accountId } of lapsed)
          await deleteLinks(tx, eq(spotifyLinks.accountId, accountId), 'lapsed', now)
        return lapsed.length
      })
    },
  }
}

/** Deletes links and tells of each in the same transaction. Gives how many it were. */
export async function deleteLinks(
  tx: Transaction,
  which: SQL | undefined,
  reason: SpotifyUnlinked['reason'],
  now: Date,
): Promise<number> {
  const gone = await tx.delete(spotifyLinks).where(which).returning({ accountId: spotifyLinks.accountId })
  for (const { accountId } of gone) {
    const event = { accountId, reason, unlinkedAt: now.toISOString() }
    await addToOutbox(tx, outbox, spotifyUnlinked, accountId, event)
  }
  return gone.length
}
