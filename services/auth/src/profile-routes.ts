import type { App } from '@mooddj/platform/app'
import { type Authentication, TokenInvalid } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { UserSchema } from '@mooddj/shared/account'
import { toUser } from './account-store.ts'
import { PasswordChangeSchema, ProfileSchema, readDisplayName } from './credentials.ts'
import type { RequirePassword } from './current-password.ts'
import type { Passwords } from './passwords.ts'
import { PasswordWrong } from './problems.ts'
import type { ProfileStore } from './profile-store.ts'

interface Needs {
  profiles: ProfileStore
  passwords: Passwords
  requirePassword: RequirePassword
  authentication: Authentication
  relay: OutboxRelay
}

/** `/v1/auth`: another name, another password. */
export async function profileRoutes(app: App, needs: Needs): Promise<void> {
  const { profiles, authentication } = needs
  const own = { onRequest: authentication.onRequest }

  const naming = { body: ProfileSchema, response: { 200: UserSchema } }
  app.patch('/me', { ...own, schema: naming }, async (request) => {
    const { accountId } = authentication.accountOf(request)
    const account = await profiles.rename(accountId, readDisplayName(request.body.displayName))
    if (account === undefined) throw TokenInvalid()
    return toUser(account)
  })

  app.put('/password', { ...own, schema: { body: PasswordChangeSchema } }, async (request, reply) => {
    const { accountId, signInId } = authentication.accountOf(request)
    const from = await needs.requirePassword(accountId, request.body.currentPassword)
    const to = await needs.passwords.hash(request.body.newPassword)
    const now = new Date()
    if (!(await profiles.changePassword({ accountId, from, to, signInId, now }))) throw PasswordWrong()
    needs.relay.wake()
    return reply.code(204).send()
  })
}
