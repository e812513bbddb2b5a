import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { SignInsSchema } from '@mooddj/shared/account'
import { Type } from 'typebox'
import { validate } from 'uuid'
import type { OwnSignInStore } from './own-sign-in-store.ts'
import { SignInNotFound } from './problems.ts'
import type { RefreshCookie } from './refresh-cookie.ts'

interface Needs {
  ownSignIns: OwnSignInStore
  authentication: Authentication
  cookie: RefreshCookie
  relay: OutboxRelay
}

/** `/v1/auth/sessions`: where somebody is signed in, and how they end it from elsewhere. */
export async function ownSignInRoutes(app: App, needs: Needs): Promise<void> {
  const { ownSignIns, authentication, cookie, relay } = needs
  app.addHook('onRequest', authentication.onRequest)

  app.get('/', { schema: { response: { 200: SignInsSchema } } }, async (request) => {
    const { accountId, signInId } = authentication.accountOf(request)
    const open = await ownSignIns.list(accountId, new Date())
    return { sessions: open.map((signIn) => ({ ...signIn, isCurrent: signIn.id === signInId })) }
  })

  app.delete('/', async (request, reply) => {
    await ownSignIns.endOthers(authentication.accountOf(request), new Date())
    relay.wake()
    return reply.code(204).send()
  })

  const one = Type.Object({ id: Type.String() })
  app.delete('/:id', { schema: { params: one } }, async (request, reply) => {
    const { accountId, signInId: current } = authentication.accountOf(request)
    const { id: signInId } = request.params
    if (!validate(signInId) || !(await ownSignIns.end({ accountId, signInId }, new Date())))
      throw SignInNotFound()
    relay.wake()
    if (signInId === current) cookie.clear(request, reply)
    return reply.code(204).send()
  })
}
