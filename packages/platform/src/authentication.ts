import jwt, { type TokenOrHeader } from '@fastify/jwt'
import { AccessClaimsSchema } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import type { FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import type { DenyList } from './deny-list.ts'
import { defineProblem, retryLater, ServiceUnavailable } from './problem.ts'
import { KeysUnreachable, type PublicKeyOf } from './published-keys.ts'

/** Who makes a request. */
export interface Account {
  accountId: string
  /** The sign-in that the token belongs to; it ends with logout. */
  signInId: string
  guest: boolean
}

export const TokenMissing = defineProblem('TOKEN_MISSING', 'Sign in first, or start as a guest.', 401)
export const TokenInvalid = defineProblem(
  'TOKEN_INVALID',
  'Your sign-in has expired or ended. Sign in again.',
  401,
)

/** The signing algorithm of access tokens (RFC 7518: ECDSA with P-256 and SHA-256). */
export const TOKEN_ALGORITHM = 'ES256'
export const TOKEN_ISSUER = 'mooddj-auth'

export interface Authentication {
  /** A route's `onRequest` hook: answers 401 unless the bearer token is good and not denied. */
  onRequest: (request: FastifyRequest) => Promise<void>
  /** Who made a request that passed `onRequest`. */
  accountOf: (request: FastifyRequest) => Account
}

/** The scheme's case does not matter (RFC 9110, 11.1). */
const BEARER = /^Bearer /i
const claims = createParser(AccessClaimsSchema)

/** Verifies access tokens: signature, issuer, expiry, and that nothing denies them. */
export async function openAuthentication(
  app: App,
  publicKeyOf: PublicKeyOf,
  denyList: DenyList,
): Promise<Authentication> {
  await app.register(jwt, {
    decode: { complete: true },
    secret: async (_request: FastifyRequest, token: TokenOrHeader) => {
      const keyId: unknown = 'header' in token ? token.header.kid : token.kid
      if (typeof keyId !== 'string') throw TokenInvalid()
      return publicKeyOf(keyId)
    },
    verify: { algorithms: [TOKEN_ALGORITHM], allowedIss: TOKEN_ISSUER },
  })
  const accounts = new WeakMap<FastifyRequest, Account>()

  return {
    async onRequest(request) {
      if (!BEARER.test(request.headers.authorization ?? '')) throw TokenMissing()
      const account = await verified(request)
      if (await denied(denyList, account)) throw TokenInvalid()
      accounts.set(request, account)
    },
    accountOf(request) {
      const account = accounts.get(request)
      if (account === undefined) throw TokenMissing()
      return account
    },
  }
}

async function verified(request: FastifyRequest): Promise<Account> {
  try {
    const { sub, sid, guest } = claims.parse(await request.jwtVerify())
    return { accountId: sub, signInId: sid, guest }
  } catch (cause) {
    if (isUnreachable(cause)) throw retryLater(ServiceUnavailable('Signing in'), 1)
    request.log.debug({ err: cause }, 'a token was refused')
    throw TokenInvalid()
  }
}

async function denied(denyList: DenyList, account: Account): Promise<boolean> {
  try {
    return await denyList.isDenied(account)
  } catch (cause) {
    throw Object.assign(retryLater(ServiceUnavailable('Signing in'), 1), { cause })
  }
}

/** @fastify/jwt wraps what the key source threw. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error instanceof KeysUnreachable || isUnreachable(error.cause)
}
