const WAIT_MS = 500

/**
 * Asks at most once in `everyMs`, however often it is called, and waits half a second at most: whoever calls gets what was answered last, or
 * nothing where nothing ever was. For figures that are asked for by whoever reads them.
 */
export function keepAnswer<T>(everyMs: number, ask: () => Promise<T>): () => Promise<T | undefined> {
  let last: T | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  const askAnew = async () => {
    try {
      last = await ask()
    } catch {
      // Whoever is asked and away says so elsewhere; a figure that grows old is no fault of its own.
    } finally {
      asking = undefined
    }
  }
  return async () => {
    const now = performance.now()
    if (asking === undefined && now - askedAt >= everyMs) {
      askedAt = now
      asking = askAnew()
    }
    if (asking !== undefined) {
      const { promise: late, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, WAIT_MS)
      await Promise.race([asking, late])
      clearTimeout(timer)
    }
    return last
  }
}
