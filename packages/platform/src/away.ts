/** What a connection that is refused, cut or not answered says of itself (Node's system errors; PostgreSQL's shutdown states). */
const CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
])
/** pg and ioredis give these no code. */
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|command timed out|connection is closed|max retries per request/i

/**
 * Whether an error, or what caused it, means that a server we stand on does not answer right now, so that the same request may well succeed in
 * a moment.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return CODES.has(code) || MESSAGES.test(error.message) || isAway(error.cause)
}
