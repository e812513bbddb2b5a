/** How much an inference process has to do, as a share of what it can: 1 is all it can do. */
export interface Burden {
  readonly load: number
  /** Frames a second that it can read. */
  readonly capacity: number
}

/** With the session moved in a process must have so much less to do than the one that it left had before. */
const WORTH_MOVING = 0.85

/** Where a session that wants so many frames a second has most room; undefined where there is nothing to choose from. */
export function roomiest<B extends Burden>(burdens: Iterable<B>, wanted: number): B | undefined {
  let best: B | undefined
  for (const one of burdens) if (best === undefined || after(one, wanted) < after(best, wanted)) best = one
  return best
}

/**
 * Whether a session that wants so many frames a second should move. What it finds there must be clearly less than what it leaves, and the way back
 * would then never be worth while: sessions do not go to and fro.
 */
export function isWorthMoving(from: Burden, to: Burden, wanted: number): boolean {
  return after(to, wanted) <= WORTH_MOVING * from.load
}

function after({ load, capacity }: Burden, wanted: number): number {
  return load + wanted / capacity
}
