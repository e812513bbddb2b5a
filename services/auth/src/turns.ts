/** Runs tasks a few at a time, the others in their order. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>

/**
 * @param concurrent how many run at once
 * @param queuedMost how many may wait
 * @param busy what is thrown at whoever would be one more
 */
export function createTurns({
  concurrent,
  queuedMost,
  busy,
}: {
  concurrent: number
  queuedMost: number
  busy: () => Error
}): InTurn {
  const queue: (() => void)[] = []
  let running = 0
  return async (task) => {
    if (running < concurrent) running += 1
    else {
      if (queue.length >= queuedMost) throw busy()
      // Whoever finishes hands their turn on, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    try {
      return await task()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
