import { NO_TRACKS, type Tracks } from './tracks.ts'

/** Where the faces of each session were: nothing but boxes, light profiles and smoothed probabilities, for a short time, in this process only. */
export interface SessionMemory {
  recall(sessionId: string, now: number): Tracks
  remember(sessionId: string, tracks: Tracks, now: number): void
  readonly size: number
}

/** A memory of at most `capacity` sessions, the longest unused forgotten first, none longer than `maxAgeMs`. */
export function createSessionMemory({
  capacity,
  maxAgeMs,
}: {
  capacity: number
  maxAgeMs: number
}): SessionMemory {
  const sessions = new Map<string, { tracks: Tracks; usedAt: number }>()
  const forgetOld = (now: number) => {
    // In the order of their last use, because remembering moves a session to the end.
    for (const [sessionId, { usedAt }] of sessions) {
      if (now - usedAt <= maxAgeMs && sessions.size <= capacity) break
      sessions.delete(sessionId)
    }
  }
  return {
    recall(sessionId, now) {
      forgetOld(now)
      return sessions.get(sessionId)?.tracks ?? NO_TRACKS
    },
    remember(sessionId, tracks, now) {
      sessions.delete(sessionId)
      sessions.set(sessionId, { tracks, usedAt: now })
      forgetOld(now)
    },
    get size() {
      return sessions.size
    },
  }
}
