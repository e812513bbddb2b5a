import { and, eq, isNull, lt } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { deletedAccounts } from './tables.ts'

/** What is left of deleted accounts: their ids. */
export interface TombstoneStore {
  /** At most `limit` accounts deleted before `before` whose late events were not purged yet. */
  unpurged(limits: { before: Date; limit: number }): Promise<string[]>
  markPurged(accountId: string, now: Date): Promise<void>
}

export function createTombstoneStore(db: NodePgDatabase): TombstoneStore {
  return {
    async unpurged({ before, limit }) {
      const due = and(isNull(deletedAccounts.purgedAt), lt(deletedAccounts.deletedAt, before))
      const rows = await db
        .select({ id: deletedAccounts.accountId })
        .from(deletedAccounts)
        .where(due)
        .limit(limit)
      return rows.map(({ id }) => id)
    },
    async markPurged(accountId, now) {
      await db.update(deletedAccounts).set({ purgedAt: now }).where(eq(deletedAccounts.accountId, accountId))
    },
  }
}
