import { type App, createApp } from '@mooddj/platform/app'
import { openAuthentication } from '@mooddj/platform/authentication'
import { openBus } from '@mooddj/platform/bus'
import { openCache } from '@mooddj/platform/cache'
import { openDatabase } from '@mooddj/platform/database'
import { createDenyList } from '@mooddj/platform/deny-list'
import { watchGround } from '@mooddj/platform/ground-metrics'
import { createMetrics } from '@mooddj/platform/metrics'
import { openOps } from '@mooddj/platform/ops'
import { openOutboxRelay } from '@mooddj/platform/outbox'
import { openPhotoUploads } from '@mooddj/platform/photo-upload'
import { publishedKeys } from '@mooddj/platform/published-keys'
import { openStreams } from '@mooddj/platform/streams'
import { openArtist } from './artist.ts'
import { cardsRoutes } from './cards-routes.ts'
import type { Config } from './config.ts'
import { handleEvents } from './events.ts'
import { exportsRoutes } from './exports-routes.ts'
import { imagesRoutes } from './images-routes.ts'
import { createStore } from './store.ts'
import { openSweep } from './sweep.ts'
import { outbox } from './tables.ts'

/** The snapshot service: Vibe Cards, from the order to the day they expire. */
export async function buildApp(config: Config): Promise<App> {
  const app = createApp(config, 'snapshot')
  const metrics = createMetrics(app, 'snapshot')
  const database = openDatabase(app, config)
  const cache = openCache(app, config)
  const bus = await openBus(app, config, 'snapshot')
  const streams = await openStreams(app, bus, config, 'snapshot')
  const store = createStore(database)
  const relay = openOutboxRelay(app, database.db, outbox, streams)
  watchGround(metrics, { bus, cache, streams, database, outbox: relay })
  const auth = await openAuthentication(app, publishedKeys(config), createDenyList(cache))
  const draw = openArtist(app, config)
  await handleEvents({ streams, store })
  openSweep(app, store)
  await openPhotoUploads(app)
  await app.register(imagesRoutes, { prefix: '/v1/cards/images', store })
  await app.register(cardsRoutes, { prefix: '/v1/cards', store, draw, auth, config, wake: relay.wake })
  await app.register(exportsRoutes, { prefix: '/v1/exports', store, auth })
  await openOps(app, config, {
    metrics,
    checks: { database: database.check, cache: cache.check, bus: bus.check },
  })
  return app
}
