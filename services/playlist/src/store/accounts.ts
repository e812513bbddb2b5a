import { deleteFromOutbox } from '@mooddj/platform/outbox'
import { eq } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import {
  decisions,
  feelings,
  idempotencyKeys,
  judgements,
  outbox,
  playlists,
  sessions,
  tastes,
} from '../tables.ts'
import { buryAccount } from './living-account.ts'
import { timeOf } from './time-of.ts'

/** Forgets accounts, and shows what is kept of them. */
export interface AccountStore {
  /** Erases all that is kept of an account, told or not, and leaves a tombstone. Doing it again changes nothing. */
  erase(event: { accountId: string; deletedAt: string }): Promise<void>
  /** Every row that is kept of an account, by what it is. */
  readAll(accountId: string): Promise<AccountRows>
}

/** Every row that is kept of an account. */
export interface AccountRows {
  playlists: (typeof playlists.$inferSelect)[]
  judgements: (typeof judgements.$inferSelect)[]
  feelings: (typeof feelings.$inferSelect)[]
  sessions: (typeof sessions.$inferSelect)[]
  requests: (typeof idempotencyKeys.$inferSelect)[]
  decisions: (typeof decisions.$inferSelect)[]
  tastes: (typeof tastes.$inferSelect)[]
}

export function createAccountStore(db: NodePgDatabase): AccountStore {
  return {
    erase: ({ accountId, deletedAt }) =>
      buryAccount(db, { accountId, deletedAt: timeOf(deletedAt) }, async (tx) => {
        for (const table of [feelings, judgements, tastes, decisions, playlists, sessions, idempotencyKeys]) {
          await tx.delete(table).where(eq(table.accountId, accountId))
        }
        await deleteFromOutbox(tx, outbox, accountId)
      }),
    async readAll(accountId) {
      return {
        playlists: await db
          .select()
          .from(playlists)
          .where(eq(playlists.accountId, accountId))
          .orderBy(playlists.id),
        judgements: await db
          .select()
          .from(judgements)
          .where(eq(judgements.accountId, accountId))
          .orderBy(judgements.id),
        feelings: await db
          .select()
          .from(feelings)
          .where(eq(feelings.accountId, accountId))
          .orderBy(feelings.feltAt),
        sessions: await db
          .select()
          .from(sessions)
          .where(eq(sessions.accountId, accountId))
          .orderBy(sessions.id),
        requests: await db.select().from(idempotencyKeys).where(eq(idempotencyKeys.accountId, accountId)),
        decisions: await db
          .select()
          .from(decisions)
          .where(eq(decisions.accountId, accountId))
          .orderBy(decisions.playlistId, decisions.position),
        tastes: await db.select().from(tastes).where(eq(tastes.accountId, accountId)),
      }
    },
  }
}
