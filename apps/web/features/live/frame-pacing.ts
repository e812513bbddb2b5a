/** The interval that a camera starts with: ten frames a second. */
const FRAME_INTERVAL_MS = 100
/** However busy the server is, one frame in two seconds still goes up. */
const LONGEST_INTERVAL_MS = 2_000
/** After this long without a complaint the page dares to go faster again. */
const EASE_AFTER_MS = 5_000
const EASE_BY = 0.8

/** How fast frames go up, and when the server last asked for less. */
export interface Pace {
  intervalMs: number
  /** Milliseconds by the caller's clock; the moment of the last complaint or the last easing. */
  changedAt: number
}

export function startingPace(now: number): Pace {
  return { intervalMs: FRAME_INTERVAL_MS, changedAt: now }
}

/** The pace after the server said `slow`: never faster than it asks for. */
export function slowedPace(pace: Pace, intervalMs: number, now: number): Pace {
  const asked = Math.max(FRAME_INTERVAL_MS, Math.min(LONGEST_INTERVAL_MS, intervalMs))
  return { intervalMs: Math.max(asked, pace.intervalMs), changedAt: now }
}

/** The pace some time later: it returns to {@link FRAME_INTERVAL_MS} in steps of a fifth. */
export function easedPace(pace: Pace, now: number): Pace {
  if (pace.intervalMs === FRAME_INTERVAL_MS || now - pace.changedAt < EASE_AFTER_MS) return pace
  return { intervalMs: Math.max(FRAME_INTERVAL_MS, Math.round(pace.intervalMs * EASE_BY)), changedAt: now }
}

/** Whether a frame may go up now: only onto an empty socket, so that none ever waits behind another. */
export function maySend({ isOpen, bufferedBytes }: { isOpen: boolean; bufferedBytes: number }): boolean {
  return isOpen && bufferedBytes === 0
}

/** The size of a captured picture: at most `maxWidth` wide, never enlarged, at least one pixel. */
export function frameSize(width: number, height: number, maxWidth = 480): { width: number; height: number } {
  const scale = Math.min(1, maxWidth / width)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
