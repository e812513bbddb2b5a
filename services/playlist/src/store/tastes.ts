import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { and, eq } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import {
  type Belief,
  BeliefSchema,
  beliefOf,
  keptBelief,
  observe,
  priorBelief,
  revise,
} from '../learning/belief.ts'
import { POLICY_VERSION, type Learnt } from '../learning/learned-composition.ts'
import type { WeighedDecision } from '../learning/propensity.ts'
import { bestReward } from '../learning/reward.ts'
import { decisions, tastes } from '../tables.ts'
import { logPropensities, readHistory, sweepDecisions } from './decisions.ts'
import { type Transaction, writeForAccount } from './living-account.ts'

/** Keeps what is learnt of each listener. */
export interface TasteStore {
  read(accountId: string): Promise<Learnt>
  /**
   * Learns a track's reward in the transaction that keeps the judgement. Gives what it changed: `nothing` where the decision is not logged
   * (any more) or had as good a reward already.
   */
  learn(tx: Transaction, answer: Answer): Promise<'first' | 'revised' | 'nothing'>
  /** Adds what was estimated of how a playlist's decisions came about; those that are gone by now stay gone. */
  keepPropensities(playlistId: string, weighed: readonly WeighedDecision[]): Promise<void>
  /** Forgets up to `limit` decisions whose time has come; gives how many. */
  sweepLog(now: Date, limit: number): Promise<number>
  /** Forgets what was learnt and all that it was learnt from; the next playlist begins anew. */
  forget(accountId: string): Promise<void>
}

/** A listener's answer to one track of a playlist. */
export interface Answer {
  accountId: string
  playlistId: string
  trackId: string
  reward: number
  at: Date
}

const beliefs = createParser(BeliefSchema)

export function createTasteStore(db: NodePgDatabase): TasteStore {
  return {
    async read(accountId) {
      const [kept] = await db.select().from(tastes).where(eq(tastes.accountId, accountId))
      return {
        belief: kept === undefined ? priorBelief() : usable(kept),
        history: await readHistory(db, accountId),
      }
    },
    async learn(tx, answer) {
      const { accountId, at } = answer
      if ((await findDecision(tx, answer)) === undefined) return 'nothing'
      const fresh = {
        accountId,
        policyVersion: POLICY_VERSION,
        belief: keptBelief(priorBelief()),
        learntAt: at,
      }
      await tx.insert(tastes).values(fresh).onConflictDoNothing()
      // Answers of one listener take turns from here on; what was forgotten while this one waited stays so.
      const [kept] = await tx.select().from(tastes).where(eq(tastes.accountId, accountId)).for('update')
      const decision = await findDecision(tx, answer)
      if (kept === undefined || decision === undefined) return 'nothing'
      const reward = bestReward(decision.reward, answer.reward)
      if (reward === decision.reward) return 'nothing'
      const before = usable(kept)
      const features = Float64Array.from(decision.features)
      const isFirst = decision.reward === null || decision.learntAt === null
      const belief = isFirst
        ? observe(before, { features, reward, elapsedMs: at.getTime() - kept.learntAt.getTime() })
        : revise(before, {
            features,
            from: decision.reward ?? 0,
            to: reward,
            learntAt: decision.learntAt ?? 0,
          })
      const learntAt = isFirst ? belief.discount : decision.learntAt
      await tx.update(decisions).set({ reward, rewardedAt: at, learntAt }).where(placeOf(decision))
      await tx
        .update(tastes)
        .set({ policyVersion: POLICY_VERSION, belief: keptBelief(belief), ...(isFirst && { learntAt: at }) })
        .where(eq(tastes.accountId, accountId))
      return isFirst ? 'first' : 'revised'
    },
    keepPropensities: (playlistId, weighed) => logPropensities(db, playlistId, weighed),
    sweepLog: (now, limit) => sweepDecisions(db, now, limit),
    forget: (accountId) =>
      writeForAccount(db, accountId, async (tx) => {
        await tx.delete(tastes).where(eq(tastes.accountId, accountId))
        await tx.delete(decisions).where(eq(decisions.accountId, accountId))
      }),
  }
}

/** The belief of a row; the prior, where another policy left it or it is damaged. */
function usable({ policyVersion, belief }: typeof tastes.$inferSelect): Belief {
  if (policyVersion !== POLICY_VERSION) return priorBelief()
  try {
    return beliefOf(beliefs.parse(belief)) ?? priorBelief()
  } catch (error) {
    if (error instanceof UndecodableError) return priorBelief()
    throw error
  }
}

/** The decision that an answer is about, where this policy made it. */
async function findDecision(tx: Transaction, { playlistId, trackId }: Answer) {
  const [decision] = await tx
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.playlistId, playlistId),
        eq(decisions.trackId, trackId),
        eq(decisions.policyVersion, POLICY_VERSION),
      ),
    )
  return decision
}

function placeOf({ playlistId, position }: typeof decisions.$inferSelect) {
  return and(eq(decisions.playlistId, playlistId), eq(decisions.position, position))
}
