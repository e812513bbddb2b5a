import type { Frame } from '@mooddj/shared/frame'
import type { MoodDetected } from '@mooddj/shared/mood'
import type { FollowedReading } from './followed-reading.ts'

/** A frame that waits for a thread. */
export interface WaitingFrame {
  sessionId: string
  frame: Frame
  /** Milliseconds by this process's clock. */
  arrivedAt: number
  follow?: FollowedReading | undefined
  /** Takes what became of it. */
  settle: (detected: MoodDetected) => void
}

/**
 * The frames that wait. Each session has one place in the line; a newer frame takes its place without going to the end, so that who
 * sends faster is not served more often.
 */
export interface FrameLine {
  readonly length: number
  /** Gives the frame that had to go: the session's older one, or this one when the line is full. */
  add(waiting: WaitingFrame): WaitingFrame | undefined
  /** The first frame whose session `mayStart`, and the ones found too old on the way. */
  take(now: number, mayStart: (sessionId: string) => boolean): { next?: WaitingFrame; stale: WaitingFrame[] }
}

/** A line of at most `capacity` sessions, in which a frame waits for at most `maxAgeMs`. */
export function createFrameLine({ capacity, maxAgeMs }: { capacity: number; maxAgeMs: number }): FrameLine {
  const line = new Map<string, WaitingFrame>()
  return {
    get length() {
      return line.size
    },
    add(waiting) {
      const older = line.get(waiting.sessionId)
      if (!older && line.size >= capacity) return waiting
      line.set(waiting.sessionId, waiting)
      return older
    },
    take(now, mayStart) {
      const stale: WaitingFrame[] = []
      for (const [sessionId, waiting] of line) {
        if (now - waiting.arrivedAt > maxAgeMs) {
          line.delete(sessionId)
          stale.push(waiting)
        } else if (mayStart(sessionId)) {
          line.delete(sessionId)
          return { next: waiting, stale }
        }
      }
      return { stale }
    },
  }
}
