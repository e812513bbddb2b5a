import { createHash, randomBytes } from 'node:crypto'

/** How long a refresh token, and with it an unused sign-in, lives. */
export const REFRESH_LIFE_MS = 30 * 24 * 3600 * 1000
/** How long the generation before the current one is still taken: two tabs at once, or an answer that was lost. */
export const REFRESH_GRACE_MS = 10_000

/** A new refresh token (256 random bits, base64url) and the digest that is kept of it. */
export function createRefreshToken(): { token: string; digest: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, digest: digestOf(token) }
}

/** SHA-256. A token is as random as a key, so nothing slower is needed. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** What becomes of a sign-in when a refresh token of it is presented. */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reused' | 'expired'

/**
 * Judges a known refresh token. Each exchange begins a new generation; `rotate` the current one is presented; `repeat` the one before,
 * within ten seconds of its exchange: one more token of the current generation; `reused` an older one, or later: somebody has a copy.
 */
export function judgeRefresh(
  token: { generation: number; createdAt: Date },
  signIn: { generation: number; rotatedAt: Date; expiresAt: Date; endedAt: Date | null },
  now: Date,
): RefreshVerdict {
  const born = token.createdAt.getTime()
  if (signIn.endedAt !== null || signIn.expiresAt <= now || now.getTime() - born > REFRESH_LIFE_MS)
    return 'expired'
  if (token.generation === signIn.generation) return 'rotate'
  const isPrevious = token.generation === signIn.generation - 1
  return isPrevious && now.getTime() - signIn.rotatedAt.getTime() <= REFRESH_GRACE_MS ? 'repeat' : 'reused'
}
