/** How a desk is doing, as gateways are told. */
export interface Pace {
  /** Frames a second that it could read. */
  capacity: number
  /** Frames a second that it did read in the last seconds. */
  reading: number
  /** Sessions whose frames it read in the last seconds. */
  sessions: number
}

/** Watches how long frames take, and whose they were. Times are milliseconds by a clock that never goes back. */
export interface DeskPace {
  /** A thread had a session's frame for so long. */
  read(sessionId: string, tookMs: number, now: number): void
  pace(now: number): Pace
}

/** What a frame is taken to need before one was read. */
const FIRST_GUESS_MS = 20
/** Some thirty frames make the figure: one that was slow by chance shall move no session. */
const SMOOTHING = 0.03
const LATELY_MS = 3_000

export function createDeskPace(threads: number): DeskPace {
  let frameMs = FIRST_GUESS_MS
  const readAt = new Map<string, number>()
  const recent: number[] = []
  const forgetOld = (now: number) => {
    // Both are in the order of time, because reading moves a session to the end.
    for (const [sessionId, at] of readAt) {
      if (now - at <= LATELY_MS) break
      readAt.delete(sessionId)
    }
    const current = recent.findIndex((at) => now - at <= LATELY_MS)
    recent.splice(0, current < 0 ? recent.length : current)
  }
  return {
    read(sessionId, tookMs, now) {
      frameMs += SMOOTHING * (tookMs - frameMs)
      readAt.delete(sessionId)
      readAt.set(sessionId, now)
      recent.push(now)
      if (recent.length % 256 === 0) forgetOld(now)
    },
    pace(now) {
      forgetOld(now)
      return {
        capacity: (threads * 1_000) / Math.max(frameMs, 0.1),
        reading: (recent.length * 1_000) / LATELY_MS,
        sessions: readAt.size,
      }
    },
  }
}
