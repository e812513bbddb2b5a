import { setTimeout as pause } from 'node:timers/promises'

/**
 * Asks again and again until the answer is yes. Gives false when the deadline, in milliseconds from now, passes first.
 */
export async function waitUntil(
  question: () => boolean | Promise<boolean>,
  deadlineMs: number,
  intervalMs = 50,
): Promise<boolean> {
  const end = performance.now() + deadlineMs
  while (performance.now() < end) {
    if (await question()) return true
    await pause(intervalMs)
  }
  return question()
}
