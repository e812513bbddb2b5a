import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '@mooddj/platform/app'
import type { LearnedComposition } from './learned-composition.ts'
import type { WeighedDecision } from './propensity.ts'

/** Estimates propensities after the listener has been answered. */
export interface Weigher {
  /** Takes a playlist in, unless too many wait: its propensities then stay unknown, and no estimate counts it. */
  add(playlistId: string, composition: Pick<LearnedComposition, 'weigh'>): void
}

/** So many playlists may wait: about a minute of work. */
const MOST_WAITING = 50
/** After each piece of work it rests so many times as long: whoever asks for music has the processor to themselves most of the time. */
const REST = 4

/** Weighs one playlist after another, a piece at a time; what is not weighed when the service closes is dropped. */
export function openWeigher(
  app: App,
  {
    keep,
    onDropped,
  }: { keep(playlistId: string, weighed: readonly WeighedDecision[]): Promise<void>; onDropped(): void },
): Weigher {
  const closing = new AbortController()
  let waiting = 0
  let last = Promise.resolve()
  const weigh = async (playlistId: string, composition: Pick<LearnedComposition, 'weigh'>) => {
    waiting -= 1
    try {
      await keep(playlistId, await composition.weigh(createBreather(closing.signal)))
    } catch (err) {
      if (!closing.signal.aborted) app.log.warn({ err }, 'the propensities of a playlist stay unknown')
      onDropped()
    }
  }
  app.addHook('onClose', async () => {
    closing.abort()
    await last
  })
  return {
    add(playlistId, composition) {
      if (closing.signal.aborted || waiting >= MOST_WAITING) return onDropped()
      waiting += 1
      last = last.then(() => weigh(playlistId, composition))
    },
  }
}

/** Gives what is awaited between pieces of work; it throws once the signal says so. */
function createBreather(signal: AbortSignal): () => Promise<void> {
  let workedSince = performance.now()
  return async () => {
    await wait(Math.ceil(REST * (performance.now() - workedSince)), undefined, { signal })
    workedSince = performance.now()
  }
}
