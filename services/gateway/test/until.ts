import { setTimeout as wait } from 'node:timers/promises'

/** Asks again until the answer is yes; rejects when it is not within ten seconds. */
export async function until(question: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await question())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms`)
    await wait(5)
  }
}
