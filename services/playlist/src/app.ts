import { type App, createApp } from '@mooddj/platform/app'
import { openAuthentication } from '@mooddj/platform/authentication'
import { openBus } from '@mooddj/platform/bus'
import { openCache } from '@mooddj/platform/cache'
import { openDatabase } from '@mooddj/platform/database'
import { createDenyList } from '@mooddj/platform/deny-list'
import { tolerateEmptyJson } from '@mooddj/platform/empty-json'
import { watchGround } from '@mooddj/platform/ground-metrics'
import { createMetrics } from '@mooddj/platform/metrics'
import { openOps } from '@mooddj/platform/ops'
import { openOutboxRelay } from '@mooddj/platform/outbox'
import { publishedKeys } from '@mooddj/platform/published-keys'
import { openStreams } from '@mooddj/platform/streams'
import { builtInCatalogue } from './catalogue.ts'
import type { Config } from './config.ts'
import { handleEvents } from './events.ts'
import { createContextReader, NO_CONTEXT } from './context/listener-context.ts'
import { createWeatherSource } from './context/weather.ts'
import { createPlaylistMetrics } from './metrics.ts'
import { openLearning } from './open-learning.ts'
import { exportRoutes } from './routes/exports.ts'
import { playlistRoutes } from './routes/playlists.ts'
import { shareRoutes } from './routes/shares.ts'
import { trackRoutes } from './routes/tracks.ts'
import { tasteRoutes } from './routes/taste.ts'
import { openSessionBell } from './session-bell.ts'
import { createAccountStore } from './store/accounts.ts'
import { sweepKeys } from './store/idempotency.ts'
import { createPlaylistStore } from './store/playlists.ts'
import { createResponseStore } from './store/responses.ts'
import { createSessionStore } from './store/sessions.ts'
import { createSpotifyPlaylistStore } from './store/spotify-playlists.ts'
import { createTrackFeatureStore } from './store/track-features.ts'
import { openSpotify } from './spotify/open-spotify.ts'
import { createProviderMetrics } from './spotify/spotify-metrics.ts'
import { createTasteStore } from './store/tastes.ts'
import { openSweeper } from './sweeper.ts'
import { outbox } from './tables.ts'

const SWEEP_INTERVAL_MS = 10 * 60_000

/** The playlist service, connected and hearing events, not yet listening. */
export async function buildApp(config: Config): Promise<App> {
  const app = createApp(config, 'playlist')
  tolerateEmptyJson(app)
  const metrics = createMetrics(app, 'playlist')
  const database = openDatabase(app, config)
  const { db } = database
  const cache = openCache(app, config)
  const bus = await openBus(app, config, 'playlist')
  const streams = await openStreams(app, bus, config, 'playlist')
  const relay = openOutboxRelay(app, db, outbox, streams)
  watchGround(metrics, { bus, cache, streams, database, outbox: relay })

  const sessions = createSessionStore(db)
  const playlists = createPlaylistStore(db, relay)
  const tastes = createTasteStore(db)
  const { learning, sweep: sweepLog } = openLearning(app, { tastes, metrics, isOn: config.LEARNING === 'on' })
  const responses = createResponseStore(db, relay, learning?.noteJudged)
  const accounts = createAccountStore(db)
  const bell = openSessionBell(app, bus)
  const catalogue = builtInCatalogue()
  const composer = config.COMPOSER
  const contextRules = config.CONTEXT_RULES
  const providerMetrics = createProviderMetrics(metrics)
  const spotifyPlaylists = createSpotifyPlaylistStore(db)
  const features = createTrackFeatureStore(db)
  const spotify = openSpotify(app, config, {
    redis: cache.redis,
    store: spotifyPlaylists,
    features,
    playlists,
    catalogue,
    composer,
    contextRules,
    metrics: providerMetrics,
  })
  await handleEvents({
    streams,
    sessions,
    accounts,
    bell,
    spotify: { store: spotifyPlaylists, cache: spotify.cache },
  })
  const sweeps = [
    sessions.sweep,
    (now: Date, limit: number) => sweepKeys(db, now, limit),
    sweepLog,
    features.sweep,
  ]
  openSweeper(app, sweeps, SWEEP_INTERVAL_MS)

  const authentication = await openAuthentication(app, publishedKeys(config), createDenyList(cache))
  const publicUrl = config.PUBLIC_URL
  const counted = createPlaylistMetrics(metrics, providerMetrics.called)
  const weather = createWeatherSource({ cache, url: config.WEATHER_URL, observe: counted.weather })
  const context =
    config.CONTEXT === 'off'
      ? NO_CONTEXT
      : createContextReader({ rules: contextRules, weather, authUrl: config.AUTH_URL })
  const workshop = {
    playlists,
    responses,
    sessions,
    bell,
    streams,
    learning,
    catalogue,
    publicUrl,
    points: config.EMOTION_POINTS,
    composer,
    spotify,
    context,
    contextRules,
    metrics: counted,
  }
  await app.register(playlistRoutes, { prefix: '/v1/playlists', authentication, workshop })
  await app.register(trackRoutes, { prefix: '/v1/tracks', authentication, responses })
  await app.register(tasteRoutes, { prefix: '/v1/taste', authentication, tastes })
  await app.register(shareRoutes, { prefix: '/v1/shares', authentication, playlists })
  await app.register(exportRoutes, { prefix: '/v1/exports', authentication, accounts, publicUrl })

  await openOps(app, config, {
    checks: { database: database.check, redis: cache.check, nats: bus.check },
    metrics,
  })
  return app
}
