import type { App } from '@mooddj/platform/app'
import type { Bus } from '@mooddj/platform/bus'
import { sessionRecorded } from '@mooddj/shared/channels'

/** Rung when something about a live session has been kept, so that whoever waits for it looks again. */
export interface SessionBell {
  /** `forgotten`: a mood was taken back, which gateways wait for. */
  ring(sessionId: string, news?: { forgotten?: boolean }): void
  /** Begins to listen for a session, for so long at most. */
  listen(sessionId: string, waitMs: number): BellListener
}

export interface BellListener {
  /** Resolves at the first ring after this call, or when time is up. */
  next(): Promise<void>
  /** Whether the waiting time is over. */
  isTimeUp(): boolean
  stop(): void
}

/** Opens the bell of all replicas: the one that keeps a mood need not be the one that somebody waits at. */
export function openSessionBell(app: App, bus: Bus): SessionBell {
  const waiting = new Map<string, Set<() => void>>()
  const stop = bus.listen(sessionRecorded, '*', (_message, sessionId) => {
    for (const wake of waiting.get(sessionId) ?? []) wake()
  })
  app.addHook('onClose', stop)

  return {
    ring(sessionId, news = {}) {
      bus.publish(sessionRecorded, sessionId, news)
    },
    listen(sessionId, waitMs) {
      let timeUp = false
      let bell = Promise.withResolvers<void>()
      const wake = () => bell.resolve()
      const others = waiting.get(sessionId) ?? new Set()
      waiting.set(sessionId, others.add(wake))
      const timer = setTimeout(() => {
        timeUp = true
        wake()
      }, waitMs)
      return {
        next() {
          if (!timeUp) bell = Promise.withResolvers()
          return bell.promise
        },
        isTimeUp: () => timeUp,
        stop() {
          clearTimeout(timer)
          others.delete(wake)
          if (others.size === 0) waiting.delete(sessionId)
        },
      }
    },
  }
}
