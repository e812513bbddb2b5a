import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { Store } from './store.ts'

const EXPORT_LIMIT = 10_000

/** All that this service keeps of an account, for the export that auth puts together. */
export async function exportsRoutes(
  app: App,
  { store, auth }: { store: Store; auth: Authentication },
): Promise<void> {
  app.get('/me', { onRequest: auth.onRequest }, async (request) => {
    const rows = await store.listCards(auth.accountOf(request).accountId, {
      now: new Date(0),
      limit: EXPORT_LIMIT,
    })
    return {
      cards: rows.map(({ id, playlistId, design, createdAt, expiresAt }) => ({
        id,
        playlistId,
        design,
        createdAt,
        expiresAt,
      })),
    }
  })
}
