import type { SignInEntry } from '@mooddj/shared/account'
import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { EndSignIns } from './sign-in-end-store.ts'
import { lockAccount, type Transaction } from './sign-in-store.ts'
import { signIns } from './tables.ts'

/** A sign-in as its owner sees it; where from is kept nowhere. */
export type OwnSignIn = Omit<SignInEntry, 'isCurrent'>

/** What people may do with their sign-ins, wherever they are signed in. */
export interface OwnSignInStore {
  /** Those that go on, the newest first. */
  list(accountId: string, now: Date): Promise<OwnSignIn[]>
  /** False when the account has no such sign-in that goes on. */
  end(subject: { accountId: string; signInId: string }, now: Date): Promise<boolean>
  /** Ends all but this one. */
  endOthers(subject: { accountId: string; signInId: string }, now: Date): Promise<void>
}

export function createOwnSignInStore(db: NodePgDatabase, endSignIns: EndSignIns): OwnSignInStore {
  return {
    list: (accountId, now) => readOpenSignIns(db, accountId, now),
    end: ({ accountId, signInId }, now) =>
      db.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        return (await endSignIns(tx, accountId, { only: [signInId] }, now)) > 0
      }),
    endOthers: ({ accountId, signInId }, now) =>
      db.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        await endSignIns(tx, accountId, { allBut: signInId }, now)
      }),
  }
}

/** An account's sign-ins that go on, the newest first. */
export async function readOpenSignIns(
  reader: Pick<Transaction, 'select'>,
  accountId: string,
  now: Date,
): Promise<OwnSignIn[]> {
  const open = and(eq(signIns.accountId, accountId), isNull(signIns.endedAt), gt(signIns.expiresAt, now))
  const rows = await reader.select().from(signIns).where(open).orderBy(desc(signIns.createdAt))
  return rows.map(({ id, createdAt, rotatedAt }) => ({
    id,
    createdAt: createdAt.toISOString(),
    lastUsedAt: rotatedAt.toISOString(),
  }))
}
