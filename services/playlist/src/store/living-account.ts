import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { AccountGone } from '../problems.ts'
import { tombstones } from '../tables.ts'

/** A transaction of the service's database. */
export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0]

/**
 * Writes something of an account in one transaction, unless the account has been deleted. Its erasure waits for the writers before it
 * and is seen by those after it, so nothing of a deleted account comes back.
 * @throws {AccountGone}
 */
export async function writeForAccount<T>(
  db: NodePgDatabase,
  accountId: string,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${lockOf(accountId)})`)
    const graves = await tx
      .select()
      .from(tombstones)
      .where(eq(tombstones.accountHash, hashOf(accountId)))
    if (graves.length > 0) throw AccountGone()
    return write(tx)
  })
}

/** Sets an account's tombstone and erases in the same transaction, when no writer is at work for it. */
export async function buryAccount(
  db: NodePgDatabase,
  { accountId, deletedAt }: { accountId: string; deletedAt: Date },
  erase: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockOf(accountId)})`)
    await tx
      .insert(tombstones)
      .values({ accountHash: hashOf(accountId), deletedAt })
      .onConflictDoNothing()
    await erase(tx)
  })
}

const lockOf = (accountId: string) => sql`hashtextextended(${accountId}, 0)`

const hashOf = (accountId: string) => createHash('sha256').update(accountId).digest('hex')
