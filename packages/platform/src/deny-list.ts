import type { Cache } from './cache.ts'

/** Longer than any access token or ticket lives, so that what is denied has expired before it is forgotten. */
const DENIED_FOR_S = 15 * 60

/**
 * What stopped being valid before its tokens expire: ended sign-ins, deleted accounts, withdrawn consents. Auth writes it, every service
 * reads it.
 */
export interface DenyList {
  denySignIn(signInId: string): Promise<void>
  denyAccount(accountId: string): Promise<void>
  denyConsent(accountId: string): Promise<void>
  /** Consent was given again. */
  allowConsent(accountId: string): Promise<void>
  isDenied(subject: { accountId: string; signInId: string }): Promise<boolean>
  isConsentDenied(accountId: string): Promise<boolean>
}

const signInKey = (id: string) => `auth:denied-sign-in:${id}`
const accountKey = (id: string) => `auth:denied-account:${id}`
const consentKey = (id: string) => `auth:denied-consent:${id}`

export function createDenyList({ redis }: Cache): DenyList {
  const deny = async (key: string) => {
    await redis.set(key, '1', 'EX', DENIED_FOR_S)
  }
  return {
    denySignIn: (id) => deny(signInKey(id)),
    denyAccount: (id) => deny(accountKey(id)),
    denyConsent: (id) => deny(consentKey(id)),
    allowConsent: async (id) => {
      await redis.del(consentKey(id))
    },
    isDenied: async ({ accountId, signInId }) =>
      (await redis.exists(signInKey(signInId), accountKey(accountId))) > 0,
    isConsentDenied: async (id) => (await redis.exists(consentKey(id))) > 0,
  }
}
