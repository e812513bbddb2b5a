import { and, desc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Decision } from '../learning/decisions.ts'
import { historyOf, type ListenerHistory } from '../learning/history.ts'
import { POLICY_VERSION } from '../learning/learned-composition.ts'
import type { WeighedDecision } from '../learning/propensity.ts'
import { decisions } from '../tables.ts'
import type { Transaction } from './living-account.ts'

const KEPT_FOR_MS = 90 * 24 * 3600 * 1000
/** So many of a listener's last outcomes make their history. */
const OUTCOMES = 200

/** Logs the decisions of a new playlist, in the transaction that keeps it. */
export async function logDecisions(
  tx: Transaction,
  playlist: { id: string; accountId: string; composedAt: Date },
  made: readonly Decision[],
): Promise<void> {
  if (made.length === 0) return
  const { id: playlistId, accountId, composedAt: decidedAt } = playlist
  const rows = made.map((decision) => ({
    ...decision,
    playlistId,
    accountId,
    decidedAt,
    policyVersion: POLICY_VERSION,
  }))
  await tx.insert(decisions).values(rows)
}

/** Adds what was estimated of how decisions came about; those that are gone by now stay gone. */
export async function logPropensities(
  db: NodePgDatabase,
  playlistId: string,
  weighed: readonly WeighedDecision[],
): Promise<void> {
  // Row by row: one that holds several rows could wait for a deletion of them that waits for it.
  for (const { position, candidates, propensity, isExplored } of weighed) {
    await db
      .update(decisions)
      .set({ candidates, propensity, isExplored })
      .where(and(eq(decisions.playlistId, playlistId), eq(decisions.position, position)))
  }
}

/** What a listener's last outcomes say. */
export async function readHistory(db: NodePgDatabase, accountId: string): Promise<ListenerHistory> {
  const rows = await db
    .select({ trackId: decisions.trackId, reward: decisions.reward, at: decisions.rewardedAt })
    .from(decisions)
    .where(and(eq(decisions.accountId, accountId), isNotNull(decisions.rewardedAt)))
    .orderBy(desc(decisions.rewardedAt))
    .limit(OUTCOMES)
  return historyOf(
    rows.flatMap(({ trackId, reward, at }) =>
      reward === null || at === null ? [] : [{ trackId, reward, at }],
    ),
  )
}

/** Forgets up to `limit` decisions older than ninety days; gives how many. */
export async function sweepDecisions(db: NodePgDatabase, now: Date, limit: number): Promise<number> {
  const old = db
    .select({ row: sql`ctid` })
    .from(decisions)
    .where(lte(decisions.decidedAt, new Date(now.getTime() - KEPT_FOR_MS)))
    .limit(limit)
  const { rowCount } = await db.delete(decisions).where(inArray(sql`ctid`, old))
  return rowCount ?? 0
}
