import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { Database } from '@mooddj/platform/database'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import { createSpotifyClient } from '@mooddj/spotify/spotify-client'
import type { Registry } from 'prom-client'
import type { Throttle } from '../throttle.ts'
import { absentRoutes } from './absent-routes.ts'
import { createErrands } from './errand.ts'
import { createLinkAttemptStore } from './link-attempt-store.ts'
import { createLinkCookie } from './link-cookie.ts'
import type { LinkEndStore } from './link-end-store.ts'
import { createLinkJourney } from './link-journey.ts'
import { linkRoutes } from './link-routes.ts'
import { createLinkStore } from './link-store.ts'
import { createListenerTokens } from './listener-tokens.ts'
import { createSpotifyMetrics } from './spotify-metrics.ts'
import type { SpotifySettings } from './settings.ts'
import { tokenRoutes } from './token-routes.ts'

interface Needs {
  db: Database['db']
  authentication: Authentication
  linkEnds: LinkEndStore
  throttle: Throttle
  metrics: Registry
  relay: OutboxRelay
}

/** Everything of auth that has to do with Spotify; without settings, routes that say that there is none. */
export async function openSpotify(
  app: App,
  settings: SpotifySettings | undefined,
  needs: Needs,
): Promise<void> {
  if (settings === undefined) {
    await app.register(absentRoutes, needs)
    return
  }
  const { db, ...others } = needs
  const metrics = createSpotifyMetrics(needs.metrics)
  const client = createSpotifyClient(settings.app)
  const links = createLinkStore(db, settings.keys)
  const attempts = createLinkAttemptStore(db, settings.keys)
  const journey = createLinkJourney({ attempts, links, client, redirectUri: settings.redirectUri })
  const cookie = createLinkCookie()
  await app.register(linkRoutes, {
    prefix: '/v1/spotify',
    ...others,
    links,
    journey,
    cookie,
    settings,
    metrics,
  })
  await app.register(tokenRoutes, {
    prefix: '/v1/spotify-tokens',
    authentication: needs.authentication,
    errands: createErrands(settings.keys),
    tokenOf: createListenerTokens({ links, client, metrics, log: app.log }),
  })
}
