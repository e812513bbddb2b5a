import type { App } from '@mooddj/platform/app'
import type { Bus } from '@mooddj/platform/bus'
import { sessionRecorded } from '@mooddj/shared/channels'

/** Moods that listeners have just taken back, until playlist has forgotten them. */
export interface Forgetting {
  /** A session's mood was taken back. */
  began(sessionId: string): void
  /** Resolves once every mood taken back so far is forgotten; after a second at the latest, for playlist may be away. */
  done(): Promise<void>
}

const WAIT_MS = 1_000

/**
 * A playlist asked for right after a reset must not start from the mood that was given up, though the word of it travels by another way than the
 * request: such requests wait for it here, milliseconds as a rule.
 */
export function openForgetting(app: App, bus: Bus): Forgetting {
  const underWay = new Map<string, PromiseWithResolvers<void>>()
  const end = (sessionId: string) => {
    underWay.get(sessionId)?.resolve()
    underWay.delete(sessionId)
  }
  const stop = bus.listen(sessionRecorded, '*', ({ forgotten }, sessionId) => {
    if (forgotten === true) end(sessionId)
  })
  app.addHook('onClose', (_app, done) => {
    stop()
    for (const sessionId of underWay.keys()) end(sessionId)
    done()
  })
  return {
    began(sessionId) {
      if (underWay.has(sessionId)) return
      const begun = Promise.withResolvers<void>()
      underWay.set(sessionId, begun)
      const timer = setTimeout(() => end(sessionId), WAIT_MS)
      void begun.promise.then(() => clearTimeout(timer))
    },
    done: async () => {
      await Promise.all([...underWay.values()].map(({ promise }) => promise))
    },
  }
}
