import type { App } from '@mooddj/platform/app'
import { SpotifyNotReady } from './problems.ts'

/** `/v1/spotify`: announced in the public API, answered 501 until it is there. */
export function spotifyRoutes(app: App): void {
  const notReady = () => {
    throw SpotifyNotReady()
  }
  app.post('/v1/spotify/link', notReady)
  app.delete('/v1/spotify/link', notReady)
  app.get('/v1/spotify/callback', notReady)
}
