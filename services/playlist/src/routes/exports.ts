import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import { playlistView } from '../playlist-view.ts'
import type { AccountStore } from '../store/accounts.ts'

/** `/v1/exports/me`: all that this service keeps of an account, for auth's export; not for the outside. */
export async function exportRoutes(
  app: App,
  {
    authentication,
    accounts,
    publicUrl,
  }: { authentication: Authentication; accounts: AccountStore; publicUrl: string },
): Promise<void> {
  app.get('/me', { onRequest: authentication.onRequest }, async (request, reply) => {
    const kept = await accounts.readAll(authentication.accountOf(request).accountId)
    void reply.header('cache-control', 'no-store')
    return {
      playlists: kept.playlists.map((row) => playlistView(row, publicUrl)),
      judgements: kept.judgements,
      feelings: kept.feelings,
      sessions: kept.sessions,
      requests: kept.requests.map(({ key, madeId, usedAt }) => ({ key, madeId, usedAt })),
      decisions: kept.decisions,
      tastes: kept.tastes,
    }
  })
}
