/** How far a client's clock seems to be from ours: offsets beyond a minute cannot be the network's doing. */
const PLAUSIBLE_DELAY_MS = 60_000

/** Reads ages of frames stamped by another clock. */
export interface ClientClock {
  /** A frame stamped `capturedAt` arrived at `now`. */
  arrived(capturedAt: number, now: number): void
  /** How old a frame is, ms; never negative. */
  ageOf(capturedAt: number, now: number): number
}

/**
 * A clock that runs ahead, or behind by more than a minute, is taken for wrong: then its offset is estimated by the fastest frame,
 * which counts as having taken no time.
 */
export function createClientClock(): ClientClock {
  let smallest = Number.POSITIVE_INFINITY
  const offset = () => (smallest < 0 || smallest > PLAUSIBLE_DELAY_MS ? smallest : 0)
  return {
    arrived(capturedAt, now) {
      smallest = Math.min(smallest, now - capturedAt)
    },
    ageOf: (capturedAt, now) => Math.max(0, now - capturedAt - (Number.isFinite(smallest) ? offset() : 0)),
  }
}
