const FIRST_MS = 250
const LONGEST_MS = 4_000

/**
 * How long to wait before the given attempt (counted from 0) to connect again: doubling from a quarter of a second to
 * four seconds, of which the upper half is random so that a restarted server is not stormed by all at once.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt)
  return full / 2 + (full / 2) * random()
}
