import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { TasteStore } from '../store/tastes.ts'

/** `/v1/taste`: what was learnt of a listener's taste, which they may have forgotten at any time. */
export async function tasteRoutes(
  app: App,
  { authentication, tastes }: { authentication: Authentication; tastes: TasteStore },
): Promise<void> {
  app.delete('/', { onRequest: authentication.onRequest }, async (request, reply) => {
    await tastes.forget(authentication.accountOf(request).accountId)
    return reply.code(204).send()
  })
}
