/** A bucket of permissions that refills steadily; an immutable value. */
export interface TokenBucket {
  readonly tokens: number
  /** When it was last filled, by the caller's clock, ms. */
  readonly filledAt: number
}

/**
 * Takes one token, if there is one.
 * @param bucket undefined at first: a full one
 * @param now ms, never going back
 */
export function takeToken(
  bucket: TokenBucket | undefined,
  now: number,
  { perSecond, burst }: { perSecond: number; burst: number },
): { bucket: TokenBucket; taken: boolean } {
  const tokens =
    bucket === undefined
      ? burst
      : Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond)
  const taken = tokens >= 1
  return { bucket: { tokens: taken ? tokens - 1 : tokens, filledAt: now }, taken }
}
