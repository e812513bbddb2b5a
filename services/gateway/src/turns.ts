/** A session whose newest frame waits, as turns are given. Times are milliseconds by a clock that never goes back. */
export interface Turn {
  /** How many turns it has had, each counted by its weight's inverse. */
  readonly turns: number
  /** When the frame that waits arrived. */
  readonly arrivedAt: number
}

/** Nobody may fall behind another by more turns than this for want of a fresh frame. */
const BEHIND_MAX = 4
/** A frame no older than so many turns take is fresh. With four times too many frames there are always some six of them to choose from. */
const FRESH_TURNS = 1.5
const FRESH_MS = { min: 5, max: 50 }
/** So many of the turns that somebody did not take are saved: more than anyone falls behind. */
const SAVED_MAX = 6

/**
 * Who is next: of those with a fresh frame the one that had fewest turns, so that shares stay equal whatever rate anyone sends at and what is
 * read has hardly waited. A session that has fallen too far behind goes first, fresh or not; where no frame is fresh, turns alone count.
 * @returns also the fewest turns that anyone who waits had
 */
export function nextTurn<T extends Turn>(
  waiting: Iterable<T>,
  { now, freshMs }: { now: number; freshMs: number },
): { next: T; fewest: number } | undefined {
  let first: T | undefined
  let firstFresh: T | undefined
  for (const one of waiting) {
    if (first === undefined || one.turns < first.turns) first = one
    const isFresh = now - one.arrivedAt <= freshMs
    if (isFresh && (firstFresh === undefined || one.turns < firstFresh.turns)) firstFresh = one
  }
  if (first === undefined) return undefined
  const isBehind = firstFresh === undefined || firstFresh.turns - first.turns > BEHIND_MAX
  return { next: isBehind ? first : (firstFresh ?? first), fewest: first.turns }
}

/** How old a frame may be and still count as fresh, ms, where so many are read a second. */
export function freshMsAt(framesPerSecond: number): number {
  return Math.min(FRESH_MS.max, Math.max(FRESH_MS.min, (FRESH_TURNS * 1_000) / framesPerSecond))
}

/** The turns that a session goes on with: of those it did not take while it sent little or nothing, it saves few. */
export function turnsKept(turns: number, fewest: number): number {
  return Math.max(turns, fewest - SAVED_MAX)
}
