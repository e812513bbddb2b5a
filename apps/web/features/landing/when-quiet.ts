const LONGEST_WAIT_MS = 2_000

/** Calls once the page has loaded and has nothing else to do. Gives the way to call it off. */
export function whenQuiet(begin: () => void): () => void {
  const held: { idle?: number } = {}
  const wait = () => {
    // Safari has no idle callback; there the load is quiet enough.
    if ('requestIdleCallback' in window) held.idle = requestIdleCallback(begin, { timeout: LONGEST_WAIT_MS })
    else begin()
  }
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
  return () => {
    removeEventListener('load', wait)
    if (held.idle !== undefined) cancelIdleCallback(held.idle)
  }
}
