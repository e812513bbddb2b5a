import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { RecoveryCodesSchema, RecoveryStateSchema, SignedInSchema } from '@mooddj/shared/account'
import { CurrentPasswordSchema, readEmail, RecoverySchema } from './credentials.ts'
import type { RequirePassword } from './current-password.ts'
import type { Passwords } from './passwords.ts'
import { PasswordWrong, RecoveryWrong } from './problems.ts'
import { createRecoveryCode, digestOfRecoveryCode, RECOVERY_CODES } from './recovery-code.ts'
import type { RecoveryStore } from './recovery-store.ts'
import { createRefreshToken } from './refresh-token.ts'
import type { AnswerSignedIn } from './sign-in-answer.ts'
import type { Throttle } from './throttle.ts'

interface Needs {
  recovery: RecoveryStore
  passwords: Passwords
  requirePassword: RequirePassword
  throttle: Throttle
  authentication: Authentication
  answerSignedIn: AnswerSignedIn
  relay: OutboxRelay
}

/** `/v1/auth`: the way back in for whoever forgot the password. There is no mail server: codes are shown once, for people to keep. */
export async function recoveryRoutes(app: App, needs: Needs): Promise<void> {
  const { recovery, authentication } = needs
  const own = { onRequest: authentication.onRequest }

  app.get('/recovery-codes', { ...own, schema: { response: { 200: RecoveryStateSchema } } }, (request) =>
    recovery.state(authentication.accountOf(request).accountId),
  )

  const renewal = { body: CurrentPasswordSchema, response: { 201: RecoveryCodesSchema } }
  app.post('/recovery-codes', { ...own, schema: renewal }, async (request, reply) => {
    const { accountId } = authentication.accountOf(request)
    const passwordHash = await needs.requirePassword(accountId, request.body.currentPassword)
    const codes = Array.from({ length: RECOVERY_CODES }, createRecoveryCode)
    const digests = codes.map(({ digest }) => digest)
    if (!(await recovery.renew({ accountId, passwordHash, digests, now: new Date() }))) throw PasswordWrong()
    return reply.code(201).send({ codes: codes.map(({ code }) => code) })
  })

  const comingBack = { body: RecoverySchema, response: { 200: SignedInSchema } }
  app.post('/recover', { schema: comingBack }, async (request, reply) => {
    const email = readEmail(request.body.email)
    await needs.throttle.recovery(email, request.ip)
    // Before anything is looked up, so that time tells nobody which e-mails are known.
    const passwordHash = await needs.passwords.hash(request.body.newPassword)
    const { token, digest: refreshDigest } = createRefreshToken()
    const codeDigest = digestOfRecoveryCode(request.body.code)
    const signIn = await recovery.redeem({ email, codeDigest, passwordHash, refreshDigest, now: new Date() })
    if (signIn === undefined) throw RecoveryWrong()
    needs.relay.wake()
    return needs.answerSignedIn({ request, reply }, signIn, token)
  })
}
