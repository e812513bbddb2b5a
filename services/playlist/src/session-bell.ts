import type { App } from '@mooddj/platform/app'
import type { Bus } from '@mooddj/platform/bus'
import { defineChannel } from '@mooddj/shared/channel'
import { jsonCodec } from '@mooddj/shared/codec'
import { Type } from 'typebox'

/** Rung when something about a live session has been kept, so that whoever waits for it looks again. */
export interface SessionBell {
  ring(sessionId: string): void
  /** Begins to listen for a session. */
  listen(sessionId: string): BellListener
}

export interface BellListener {
  /** Resolves at the first ring after this call, or when time is up. */
  next(): Promise<void>
  /** Whether the waiting time is over. */
  isTimeUp(): boolean
  stop(): void
}

/** The replicas of this service tell each other: the one that keeps a mood need not be the one that somebody waits at. */
const sessionRecorded = defineChannel('session.recorded.v1', 'live', jsonCodec(Type.Object({})))

/** Opens the bell of all replicas. `waitMs` is how long a listener waits at most. */
export function openSessionBell(app: App, bus: Bus, waitMs: number): SessionBell {
  const waiting = new Map<string, Set<() => void>>()
  const stop = bus.listen(sessionRecorded, '*', (_message, sessionId) => {
    for (const wake of waiting.get(sessionId) ?? []) wake()
  })
  app.addHook('onClose', stop)

  return {
    ring(sessionId) {
      bus.publish(sessionRecorded, sessionId, {})
    },
    listen(sessionId) {
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
