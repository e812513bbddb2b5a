import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { IdempotencyKeyReused } from '../problems.ts'
import { idempotencyKeys } from '../tables.ts'
import type { Transaction } from './living-account.ts'

/** A request that must be answered once, however often it is sent. */
export interface KeyedRequest {
  /** The caller's Idempotency-Key. */
  key: string
  /** Says whether it is the same request again. */
  hash: string
}

const KEPT_FOR_MS = 24 * 3600 * 1000
const oldest = (now: Date) => new Date(now.getTime() - KEPT_FOR_MS)

/**
 * What the same request made before: an id, or nothing when it is new.
 * @throws {IdempotencyKeyReused} when the key stands for another request
 */
export async function findMade(
  db: Pick<NodePgDatabase, 'select'>,
  { accountId, request, now }: { accountId: string; request: KeyedRequest; now: Date },
): Promise<string | undefined> {
  const [use] = await db
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.accountId, accountId),
        eq(idempotencyKeys.key, request.key),
        gt(idempotencyKeys.usedAt, oldest(now)),
      ),
    )
  if (use !== undefined && use.requestHash !== request.hash) throw IdempotencyKeyReused()
  return use?.madeId
}

/**
 * Claims a key in the transaction that makes `madeId`. A twin in another transaction waits here until that one is committed. Gives
 * nothing when the claim is ours, else what the twin made.
 * @throws {IdempotencyKeyReused} when the key stands for another request
 */
export async function claimKey(
  tx: Transaction,
  claim: { accountId: string; request: KeyedRequest; madeId: string; now: Date },
): Promise<string | undefined> {
  const { accountId, request, madeId, now } = claim
  const use = { requestHash: request.hash, madeId, usedAt: now }
  const claimed = await tx
    .insert(idempotencyKeys)
    .values({ accountId, key: request.key, ...use })
    .onConflictDoUpdate({
      target: [idempotencyKeys.accountId, idempotencyKeys.key],
      set: use,
      setWhere: lte(idempotencyKeys.usedAt, oldest(now)),
    })
    .returning({ madeId: idempotencyKeys.madeId })
  return claimed.length > 0 ? undefined : findMade(tx, { accountId, request, now })
}

/** Forgets up to `limit` keys older than a day; gives how many. */
export async function sweepKeys(db: NodePgDatabase, now: Date, limit: number): Promise<number> {
  const old = db
    .select({ row: sql`ctid` })
    .from(idempotencyKeys)
    .where(lte(idempotencyKeys.usedAt, oldest(now)))
    .limit(limit)
  const { rowCount } = await db.delete(idempotencyKeys).where(inArray(sql`ctid`, old))
  return rowCount ?? 0
}
