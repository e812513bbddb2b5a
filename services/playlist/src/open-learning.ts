import type { App } from '@mooddj/platform/app'
import type { Registry } from 'prom-client'
import type { LearnedComposition, Learnt } from './learning/learned-composition.ts'
import { createLearningMetrics, type LearningMetrics } from './learning/learning-metrics.ts'
import { rewardOf } from './learning/reward.ts'
import { openWeigher } from './learning/weigher.ts'
import type { Transaction } from './store/living-account.ts'
import type { JudgedTrack } from './store/responses.ts'
import type { TasteStore } from './store/tastes.ts'
import type { Sweep } from './sweeper.ts'

/** What learns while the service works. */
export interface Learning {
  read(accountId: string): Promise<Learnt>
  /** Takes note of a playlist that was kept. */
  noteComposed(playlistId: string, composition: LearnedComposition): void
  /** Learns from a judgement, in the transaction that keeps it. */
  noteJudged(tx: Transaction, judged: JudgedTrack): Promise<void>
}

/**
 * Opens the learning, whose propensities are estimated in the background; what was logged is swept when its time has come, even while
 * learning is off.
 */
export function openLearning(
  app: App,
  { tastes, metrics: registry, isOn }: { tastes: TasteStore; metrics: Registry; isOn: boolean },
): { learning: Learning | undefined; sweep: Sweep } {
  const metrics = createLearningMetrics(registry)
  const sweep = async (now: Date, limit: number) => {
    const swept = await tastes.sweepLog(now, limit)
    metrics.swept(swept)
    return swept
  }
  return { learning: isOn ? createLearning(app, tastes, metrics) : undefined, sweep }
}

function createLearning(app: App, tastes: TasteStore, metrics: LearningMetrics): Learning {
  const weigher = openWeigher(app, {
    onDropped: () => metrics.unweighed(),
    async keep(playlistId, weighed) {
      await tastes.keepPropensities(playlistId, weighed)
      for (const { isExplored } of weighed) metrics.chosen(isExplored)
    },
  })
  return {
    read: (accountId) => tastes.read(accountId),
    noteComposed(playlistId, composition) {
      metrics.logged(composition.decisions.length)
      if (composition.decisions.length > 0) weigher.add(playlistId, composition)
    },
    async noteJudged(tx, { track, verdict, positionMs, judgedAt: at, accountId, playlistId }) {
      const reward = rewardOf({ verdict, positionMs, durationMs: track.durationMs })
      if (reward === undefined) return
      metrics.updated(await tastes.learn(tx, { accountId, playlistId, trackId: track.id, reward, at }))
    },
  }
}
