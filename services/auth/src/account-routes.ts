import type { App } from '@mooddj/platform/app'
import { type Authentication, TokenInvalid } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { SignedInSchema, UserSchema } from '@mooddj/shared/account'
import { type AccountStore, toUser } from './account-store.ts'
import { readDisplayName, readEmail, RegistrationSchema } from './credentials.ts'
import type { ReadExport } from './export.ts'
import type { Passwords } from './passwords.ts'
import { AlreadyRegistered } from './problems.ts'
import type { RefreshCookie } from './refresh-cookie.ts'
import { createRefreshToken } from './refresh-token.ts'
import type { AnswerSignedIn } from './sign-in-answer.ts'
import type { Throttle } from './throttle.ts'

const GUEST_NAME = 'Guest'

interface Needs {
  accounts: AccountStore
  passwords: Passwords
  throttle: Throttle
  authentication: Authentication
  cookie: RefreshCookie
  answerSignedIn: AnswerSignedIn
  readExport: ReadExport
  relay: OutboxRelay
}

/** `/v1/auth`: becoming somebody, seeing what is kept, being forgotten. */
export async function accountRoutes(app: App, needs: Needs): Promise<void> {
  const { accounts, authentication, cookie } = needs

  app.post('/guests', { schema: { response: { 201: SignedInSchema } } }, async (request, reply) => {
    await needs.throttle.guest(request.ip)
    const { token, digest } = createRefreshToken()
    const guest = await accounts.create({ login: null, displayName: GUEST_NAME, digest, now: new Date() })
    return reply.code(201).send(needs.answerSignedIn({ request, reply }, guest, token))
  })

  const registration = { body: RegistrationSchema, response: { 201: SignedInSchema } }
  app.post('/register', { schema: registration }, async (request, reply) => {
    await needs.throttle.registration(request.ip)
    const caller =
      request.headers.authorization === undefined ? undefined : await callerOf(authentication, request)
    // A guest's token may be older than their registration, so the store looks again; this spares a full account the hash.
    if (caller?.guest === false) throw AlreadyRegistered()
    const passwordHash = await needs.passwords.hash(request.body.password)
    const { token, digest } = createRefreshToken()
    const account = {
      login: { email: readEmail(request.body.email), passwordHash },
      displayName: readDisplayName(request.body.displayName),
      digest,
      now: new Date(),
    }
    const signedIn = caller
      ? await accounts.upgrade(caller.accountId, account)
      : await accounts.create(account)
    if (signedIn === undefined) throw TokenInvalid()
    needs.relay.wake()
    return reply.code(201).send(needs.answerSignedIn({ request, reply }, signedIn, token))
  })

  const own = { onRequest: authentication.onRequest }
  app.get('/me', { ...own, schema: { response: { 200: UserSchema } } }, async (request) => {
    const account = await accounts.find(authentication.accountOf(request).accountId)
    if (account === undefined) throw TokenInvalid()
    return toUser(account)
  })

  app.get('/me/export', own, async (request, reply) => {
    const { accountId } = authentication.accountOf(request)
    const kept = await needs.readExport(accountId, request.headers.authorization)
    void reply.header('content-disposition', 'attachment; filename="mood-dj-export.json"')
    return kept
  })

  app.delete('/me', own, async (request, reply) => {
    const { accountId } = authentication.accountOf(request)
    if (!(await accounts.erase(accountId, new Date()))) throw TokenInvalid()
    needs.relay.wake()
    cookie.clear(request, reply)
    return reply.code(202).send()
  })
}

async function callerOf(authentication: Authentication, request: Parameters<Authentication['onRequest']>[0]) {
  await authentication.onRequest(request)
  return authentication.accountOf(request)
}
