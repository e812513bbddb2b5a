/**
 * One setting out of a list, best first. Trouble turns it down at once; quiet turns it up again, slowly. What has brought
 * trouble before is tried again less and less often, so that under conditions that stay the same it comes to rest.
 */
export interface Dial {
  /** Index into the list: 0 is the best, the last one the cheapest. */
  step: number
  /** The step that brought trouble last. */
  failed: number | null
  /** When it was turned last, ms by the caller's clock. */
  loweredAt: number
  raisedAt: number
  /** How long after trouble the step that failed, or a better one, is left alone. */
  patienceMs: number
}

/** Between one step up and the next. */
const CLIMB_MS = 4_000
/** Trouble within this long of a step up is that step's fault. */
export const PROBATION_MS = 15_000
const MOST_PATIENCE_MS = 40_000

/** A dial that begins at that step, now. */
export function dialAt(step: number, now: number): Dial {
  return { step, failed: null, loweredAt: now, raisedAt: Number.NEGATIVE_INFINITY, patienceMs: CLIMB_MS }
}

/** The dial after trouble at the step `from`: turned down to `to`. It is the same one when that is no lower. */
export function turnedDown(dial: Dial, { from, to }: { from: number; to: number }, now: number): Dial {
  if (to <= dial.step) return dial
  const triedInVain = dial.raisedAt > dial.loweredAt && now - dial.raisedAt < PROBATION_MS
  const wasQuiet = now - Math.max(dial.raisedAt, dial.loweredAt) >= PROBATION_MS
  const patienceMs = triedInVain
    ? Math.min(MOST_PATIENCE_MS, 2 * dial.patienceMs)
    : wasQuiet
      ? CLIMB_MS
      : dial.patienceMs
  return { ...dial, step: to, failed: from, loweredAt: now, patienceMs }
}

/** The dial in quiet times: one step up when that is due, else the same one. */
export function turnedUp(dial: Dial, now: number): Dial {
  if (dial.step === 0) return dial
  const isRetry = dial.failed !== null && dial.step - 1 <= dial.failed
  const dueAt = Math.max(dial.loweredAt + (isRetry ? dial.patienceMs : CLIMB_MS), dial.raisedAt + CLIMB_MS)
  return now < dueAt ? dial : { ...dial, step: dial.step - 1, raisedAt: now }
}
