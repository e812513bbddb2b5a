/** Counts dropped frames and decides when their sender hears of them. */
export interface SlowNotice {
  /**
   * One more was dropped at `now` (ms).
   * @returns what to say, at most once a second
   */
  dropped(now: number, intervalMs: number): { dropped: number; intervalMs: number } | undefined
}

const AT_MOST_EVERY_MS = 1_000

export function createSlowNotice(): SlowNotice {
  let count = 0
  let saidAt = Number.NEGATIVE_INFINITY
  return {
    dropped(now, intervalMs) {
      count += 1
      if (now - saidAt < AT_MOST_EVERY_MS) return undefined
      const notice = { dropped: count, intervalMs }
      count = 0
      saidAt = now
      return notice
    },
  }
}
