import { and, eq, gt, isNull } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { signIns, spotifyLinkAttempts } from '../tables.ts'
import { type KeyRing, openSecret, sealSecret } from './key-ring.ts'

/** How long a listener may take at Spotify. */
export const ATTEMPT_LIFE_MS = 10 * 60 * 1000

/** A link that is being made. */
export interface LinkAttempt {
  accountId: string
  signInId: string
  /** SHA-256. */
  browserDigest: Buffer
  /** The proof key that the code's exchange asks for. */
  verifier: string
}

export interface LinkAttemptStore {
  /** Begins one; an earlier one of the account is over. False when the account or its sign-in is gone. */
  begin(attempt: LinkAttempt, stateDigest: Buffer, now: Date): Promise<boolean>
  /** Gives the attempt that a state belongs to, once. Undefined when it is unknown, used or old, or its sign-in has ended. */
  take(stateDigest: Buffer, now: Date): Promise<LinkAttempt | undefined>
}

const verifierPlace = (accountId: string) => `spotify_link_attempts.verifier ${accountId}`

export function createLinkAttemptStore(db: NodePgDatabase, keys: KeyRing): LinkAttemptStore {
  return {
    begin: ({ accountId, signInId, browserDigest, verifier }, stateDigest, now) =>
      db.transaction(async (tx) => {
        const [signIn] = await tx
          .select({ id: signIns.id })
          .from(signIns)
          .where(and(eq(signIns.id, signInId), eq(signIns.accountId, accountId), isNull(signIns.endedAt)))
          .for('key share')
        if (signIn === undefined) return false
        const values = {
          signInId,
          stateDigest,
          browserDigest,
          verifier: sealSecret(keys, verifier, verifierPlace(accountId)),
          expiresAt: new Date(now.getTime() + ATTEMPT_LIFE_MS),
        }
        await tx
          .insert(spotifyLinkAttempts)
          .values({ accountId, ...values })
          .onConflictDoUpdate({ target: spotifyLinkAttempts.accountId, set: values })
        return true
      }),
    take: (stateDigest, now) =>
      db.transaction(async (tx) => {
        const [attempt] = await tx
          .delete(spotifyLinkAttempts)
          .where(eq(spotifyLinkAttempts.stateDigest, stateDigest))
          .returning()
        if (attempt === undefined || attempt.expiresAt <= now) return undefined
        const { accountId, signInId, browserDigest, verifier } = attempt
        const [signIn] = await tx
          .select({ id: signIns.id })
          .from(signIns)
          .where(and(eq(signIns.id, signInId), isNull(signIns.endedAt), gt(signIns.expiresAt, now)))
        if (signIn === undefined) return undefined
        const { text } = openSecret(keys, verifier, verifierPlace(accountId))
        return { accountId, signInId, browserDigest, verifier: text }
      }),
  }
}
