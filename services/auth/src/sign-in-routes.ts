import type { App } from '@mooddj/platform/app'
import {
  type Account,
  type Authentication,
  TokenInvalid,
  TokenMissing,
} from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { SignedInSchema } from '@mooddj/shared/account'
import type { FastifyRequest } from 'fastify'
import type { AccountStore } from './account-store.ts'
import { LoginSchema, readEmail } from './credentials.ts'
import type { Passwords } from './passwords.ts'
import { LoginWrong, RefreshInvalid, RefreshMissing, RefreshReused } from './problems.ts'
import type { RefreshCookie } from './refresh-cookie.ts'
import { createRefreshToken, digestOf } from './refresh-token.ts'
import type { AnswerSignedIn } from './sign-in-answer.ts'
import type { SignInStore } from './sign-in-store.ts'
import type { Throttle } from './throttle.ts'

interface Needs {
  accounts: AccountStore
  signIns: SignInStore
  passwords: Passwords
  throttle: Throttle
  authentication: Authentication
  cookie: RefreshCookie
  answerSignedIn: AnswerSignedIn
  relay: OutboxRelay
}

/** `/v1/auth`: coming, staying, going. */
export async function signInRoutes(app: App, needs: Needs): Promise<void> {
  const { signIns, cookie, relay } = needs

  app.post(
    '/login',
    { schema: { body: LoginSchema, response: { 200: SignedInSchema } } },
    async (request, reply) => {
      const email = readEmail(request.body.email)
      await needs.throttle.login(email, request.ip)
      const account = await needs.accounts.findByEmail(email)
      if (!(await needs.passwords.verify(account?.passwordHash ?? null, request.body.password)))
        throw LoginWrong()
      if (account === undefined) throw LoginWrong()
      const { token, digest } = createRefreshToken()
      const { id: accountId, passwordHash } = account
      const signIn = await signIns.begin({ accountId, passwordHash, digest, now: new Date() })
      if (signIn === undefined) throw LoginWrong()
      await needs.throttle.loggedIn(email, request.ip)
      relay.wake()
      return needs.answerSignedIn({ request, reply }, signIn, token)
    },
  )

  app.post('/refresh', { schema: { response: { 200: SignedInSchema } } }, async (request, reply) => {
    cookie.requireOrigin(request)
    const presented = cookie.read(request)
    if (presented === undefined) throw RefreshMissing()
    const { token, digest: successor } = createRefreshToken()
    const outcome = await signIns.exchange({ digest: digestOf(presented), successor, now: new Date() })
    if (typeof outcome === 'object') return needs.answerSignedIn({ request, reply }, outcome, token)
    relay.wake()
    cookie.clear(request, reply)
    throw outcome === 'reused' ? RefreshReused() : RefreshInvalid()
  })

  app.post('/logout', async (request, reply) => {
    const now = new Date()
    const bearer = await bearerOf(needs.authentication, request)
    const presented = cookie.read(request)
    if (bearer === undefined && presented === undefined) throw TokenMissing()
    // A page of somebody else's cannot send a bearer token, but the browser would add the cookie for it.
    if (bearer === undefined || request.headers.origin !== undefined) cookie.requireOrigin(request)
    if (bearer) await signIns.end(bearer, now)
    const cookies = presented === undefined ? undefined : await signIns.find(digestOf(presented))
    if (cookies && cookies.signInId !== bearer?.signInId) await signIns.end(cookies, now)
    relay.wake()
    cookie.clear(request, reply)
    return reply.code(204).send()
  })
}

/** Who the bearer token says; undefined without one, or, when a cookie can tell instead, with one that has expired. */
async function bearerOf(
  authentication: Authentication,
  request: FastifyRequest,
): Promise<Account | undefined> {
  if (request.headers.authorization === undefined) return undefined
  try {
    await authentication.onRequest(request)
    return authentication.accountOf(request)
  } catch (error) {
    if (error instanceof TokenInvalid && request.headers.cookie !== undefined) return undefined
    throw error
  }
}
