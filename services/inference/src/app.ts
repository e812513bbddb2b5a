import { type App, createApp } from '@mooddj/platform/app'
import { openAuthentication } from '@mooddj/platform/authentication'
import { openBus } from '@mooddj/platform/bus'
import { openCache } from '@mooddj/platform/cache'
import { createDenyList } from '@mooddj/platform/deny-list'
import { watchGround } from '@mooddj/platform/ground-metrics'
import { createMetrics } from '@mooddj/platform/metrics'
import { openOps } from '@mooddj/platform/ops'
import { type PublicKeyOf, publishedKeys } from '@mooddj/platform/published-keys'
import type { Config } from './config.ts'
import { coresGiven } from './cores.ts'
import { confineDecoder } from './decode-picture.ts'
import { announceDoor } from './events.ts'
import { chooseDoorHost, openFrameDoor } from './frame-door.ts'
import { REPOSITORY_ROOT, chooseModels, readManifest } from './manifest.ts'
import { openReadingDesk } from './reading-desk.ts'
import { readingRoutes } from './routes.ts'

const SERVICE = 'inference'

/** Pictures in, moods out; keeps nothing. Ready once every network has run once. */
export async function buildApp(
  config: Config,
  publicKeyOf: PublicKeyOf = publishedKeys(config),
): Promise<App> {
  const app = createApp(config, SERVICE)
  confineDecoder()
  const host = chooseDoorHost(config)
  const metrics = createMetrics(app, SERVICE)
  const root = config.MODELS_ROOT ?? REPOSITORY_ROOT
  const provider = config.INFERENCE_PROVIDER
  const models = chooseModels(await readManifest(root), provider)
  const bus = await openBus(app, config, SERVICE)
  const cache = openCache(app, config)
  watchGround(metrics, { bus, cache })
  const authentication = await openAuthentication(app, publicKeyOf, createDenyList(cache))
  const threads = config.INFERENCE_THREADS ?? coresGiven()
  const desk = await openReadingDesk(app, {
    threads,
    setup: { root, models, provider, points: config.EMOTION_POINTS },
    metrics,
  })
  const door = await openFrameDoor(app, { host, port: config.FRAMES_PORT }, { desk, metrics })
  announceDoor(app, {
    bus,
    desk,
    door,
    threads,
    isFollowing: config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
  })
  await app.register(readingRoutes, { desk, authentication })
  await openOps(app, config, { checks: { nats: bus.check, models: desk.check }, metrics })
  return app
}
