import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { SpotifyLinkSchema, unlinkedSpotify } from '@mooddj/shared/spotify'
import type { LinkEndStore } from './link-end-store.ts'
import { SpotifyNotConfigured } from './problems.ts'

/** The same routes in a house without an app at Spotify: they say so. What was linked before can still be unlinked. */
export async function absentRoutes(
  app: App,
  {
    authentication,
    linkEnds,
    relay,
  }: { authentication: Authentication; linkEnds: LinkEndStore; relay: OutboxRelay },
): Promise<void> {
  const notConfigured = () => {
    throw SpotifyNotConfigured()
  }
  // A page asks this first, and hides what cannot be done: no failure, so no complaint in a browser's console.
  const own = { onRequest: authentication.onRequest, schema: { response: { 200: SpotifyLinkSchema } } }
  app.get('/v1/spotify/link', own, () => unlinkedSpotify('not-configured', false))
  app.post('/v1/spotify/link', notConfigured)
  app.get('/v1/spotify/callback', notConfigured)
  app.delete('/v1/spotify/link', { onRequest: authentication.onRequest }, async (request, reply) => {
    if (!(await linkEnds.unlink(authentication.accountOf(request).accountId, new Date())))
      throw SpotifyNotConfigured()
    relay.wake()
    return reply.code(204).send()
  })
  app.get('/v1/spotify-tokens/me', notConfigured)
  app.get('/v1/spotify-tokens/errand', notConfigured)
}
