import { setImmediate as breathe } from 'node:timers/promises'
import type { App } from '@mooddj/platform/app'
import type { LearnedComposition } from './learned-composition.ts'
import type { WeighedDecision } from './propensity.ts'

/** Estimates propensities after the listener has been answered. */
export interface Weigher {
  /** Takes a playlist in, unless too many wait: its propensities then stay unknown, and no estimate counts it. */
  add(playlistId: string, composition: Pick<LearnedComposition, 'weigh'>): void
}

/** So many playlists may wait: a few seconds of work. */
const MOST_WAITING = 50

/** Weighs one playlist after another, letting every request go first; what still waits when the service closes is dropped. */
export function openWeigher(
  app: App,
  {
    keep,
    onDropped,
  }: { keep(playlistId: string, weighed: readonly WeighedDecision[]): Promise<void>; onDropped(): void },
): Weigher {
  let waiting = 0
  let closing = false
  let last = Promise.resolve()
  const weigh = async (playlistId: string, composition: Pick<LearnedComposition, 'weigh'>) => {
    waiting -= 1
    if (closing) return onDropped()
    try {
      await keep(playlistId, await composition.weigh(breathe))
    } catch (err) {
      app.log.warn({ err }, 'the propensities of a playlist stay unknown')
      onDropped()
    }
  }
  app.addHook('onClose', async () => {
    closing = true
    await last
  })
  return {
    add(playlistId, composition) {
      if (closing || waiting >= MOST_WAITING) return onDropped()
      waiting += 1
      last = last.then(() => weigh(playlistId, composition))
    },
  }
}
