import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import websocket from '@fastify/websocket'
import { FRAME_HEADER_BYTES, FRAME_MAX_BYTES } from '@mooddj/shared/frame'
import { LIVE_PROTOCOL } from '@mooddj/shared/live-protocol'
import { type App, createApp } from '@mooddj/platform/app'
import { openAuthentication } from '@mooddj/platform/authentication'
import { openBus } from '@mooddj/platform/bus'
import { openCache } from '@mooddj/platform/cache'
import { createDenyList } from '@mooddj/platform/deny-list'
import { watchGround } from '@mooddj/platform/ground-metrics'
import { createMetrics } from '@mooddj/platform/metrics'
import { openOps } from '@mooddj/platform/ops'
import { publishedKeys } from '@mooddj/platform/published-keys'
import { openStreams } from '@mooddj/platform/streams'
import { closeHouse } from './close-house.ts'
import { type Config, followedShare } from './config.ts'
import { consentAskedOf } from './consent.ts'
import { createDoorman } from './doorman.ts'
import { edgeRoutes } from './edge.ts'
import { handleEvents } from './events.ts'
import { openForgetting } from './forgetting.ts'
import { createFrameLanes } from './frame-lanes.ts'
import { startHeartbeat } from './heartbeat.ts'
import { createHouse } from './house.ts'
import { openInferenceCrew } from './inference-crew.ts'
import { createLiveMetrics } from './live-metrics.ts'
import { liveRoute } from './live.ts'
import { openApiDocument } from './open-api/document.ts'
import { allowedOrigins } from './origins.ts'
import { createPlaces } from './places.ts'
import { openRateLimits } from './rate-limits.ts'
import { createSessionStore } from './session-store.ts'
import { openTelling } from './telling.ts'
import { createTicketStore } from './ticket-store.ts'
import { ticketRoutes } from './ticket-routes.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The gateway, complete and ready to listen. */
export async function buildApp(config: Config): Promise<App> {
  const app = createApp(config, 'gateway', { isEdge: true })
  const metrics = createMetrics(app, 'gateway')
  const cache = openCache(app, config)
  const bus = await openBus(app, config, 'gateway')
  const streams = await openStreams(app, bus, config, 'gateway')
  const lanes = createFrameLanes({ now: () => performance.now() })
  const crew = openInferenceCrew(app, { bus, lanes })
  const checks = { redis: cache.check, nats: bus.check, inference: crew.check }
  await openOps(app, config, { checks, metrics })

  const origins = allowedOrigins(config)
  const denyList = createDenyList(cache)
  const tickets = createTicketStore(cache.redis)
  const sessions = createSessionStore(cache.redis)
  const telling = openTelling(app, { streams, redis: cache.redis })
  watchGround(metrics, { bus, cache, streams, outbox: telling })
  const house = createHouse()
  const liveMetrics = createLiveMetrics(metrics, () => ({
    sockets: house.size(),
    retries: crew.retries(),
    ...lanes.load(),
  }))
  const closing = closeHouse(house)
  const places = createPlaces({
    house,
    crew,
    socketsMax: config.LIVE_SESSIONS_MAX,
    leastFramesPerSecond: config.FRAMES_PER_SECOND_LEAST,
  })
  const { isClosing } = closing
  const doorman = createDoorman({ origins, house, places, tickets, sessions, denyList, isClosing })

  await app.register(helmet, { crossOriginResourcePolicy: { policy: 'cross-origin' } })
  await app.register(cors, {
    origin: [...origins],
    credentials: true,
    methods: METHODS,
    strictPreflight: false,
    maxAge: 600,
  })
  await openRateLimits(app, cache.redis, config)
  await app.register(websocket, {
    options: {
      maxPayload: FRAME_HEADER_BYTES + FRAME_MAX_BYTES,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(LIVE_PROTOCOL) ? LIVE_PROTOCOL : false),
    },
    preClose: closing.preClose,
    errorHandler: closing.onSocketError,
  })
  const authentication = await openAuthentication(app, publishedKeys(config), denyList)
  const requireConsent = consentAskedOf(config)
  const forgetting = openForgetting(app, bus)

  ticketRoutes(app, { authentication, requireConsent, doorman, tickets, sessions })
  liveRoute(app, {
    doorman,
    forgetting,
    house,
    lanes,
    metrics: liveMetrics,
    sessions,
    telling,
    framesPerSecond: config.FRAMES_PER_SECOND_MAX,
    followedShare: followedShare(config),
    points: config.EMOTION_POINTS,
  })
  edgeRoutes(app, config, { authentication, requireConsent, forgetting })
  app.get('/v1/openapi.json', () => openApiDocument)

  const sweepFrames = () => {
    crew.sweep()
    lanes.sweep()
  }
  await handleEvents({ bus, streams, house, sessions, telling })
  startHeartbeat(app, { house, sessions, denyList, telling, sweepFrames })
  return app
}
