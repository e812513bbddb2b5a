const firstMs = 250
const longestMs = 10_000
const healthyAfterMs = 30_000

/**
 * How long to wait, in milliseconds, before a program that ended is started again: it doubles from a quarter of a
 * second to ten seconds, and begins anew for one that ran for half a minute.
 */
export function nextDelay(previousMs: number | undefined, ranForMs: number): number {
  if (previousMs === undefined || ranForMs >= healthyAfterMs) return firstMs
  return Math.min(previousMs * 2, longestMs)
}
