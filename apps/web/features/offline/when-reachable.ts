/** Where the view for lost connections is, and what is asked for to see whether the server answers again. */
export const OFFLINE_PATH = '/offline'

const BETWEEN_TRIES_MS = 5_000

/** Calls back once the server answers again; asks every five seconds, and at once when the browser finds a network. Gives what ends the asking. */
export function whenReachable(reached: () => void): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const ask = async () => {
    if (document.hidden) return
    const answer = await fetch(OFFLINE_PATH, { method: 'HEAD', cache: 'no-store', signal }).catch(() => null)
    if (!answer?.ok || signal.aborted) return
    ending.abort()
    reached()
  }
  const timer = setInterval(() => void ask(), BETWEEN_TRIES_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
  addEventListener('online', () => void ask(), { signal })
  return () => ending.abort()
}
