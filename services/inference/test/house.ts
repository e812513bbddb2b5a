import { EventEmitter, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { type App, createApp } from '@mooddj/platform/app'
import { openBus } from '@mooddj/platform/bus'
import { readConfig } from '@mooddj/platform/config'
import { frameCaptured, moodDetected } from '@mooddj/shared/channels'
import type { MoodDetected, MoodReading } from '@mooddj/shared/mood'
import { freePort } from '@mooddj/dj/ports'
import { startServers } from '@mooddj/testkit/servers'
import { startTestIssuer } from '@mooddj/testkit/test-issuer'
import { buildApp } from '../src/app.ts'
import { ConfigSchema } from '../src/config.ts'

export type House = Awaited<ReturnType<typeof openHouse>>

/** Longer than a busy machine needs for one picture. */
const DEADLINE_MS = 20_000

/** The inference service on real servers, and a gateway's side of NATS. */
export async function openHouse() {
  const [servers, issuer] = await Promise.all([startServers({ redis: true, nats: true }), startTestIssuer()])
  const environment = {
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: 'silent',
    NATS_URL: servers.natsUrl,
    REDIS_URL: servers.redisUrl,
    AUTH_URL: issuer.url,
    INFERENCE_THREADS: '1',
  }
  const config = readConfig(ConfigSchema, environment)
  const apps: App[] = []
  const start = async () => {
    const app = await buildApp(config)
    apps.push(app)
    return app
  }
  const gateway = createApp(config, 'gateway')
  const bus = await openBus(gateway, config, 'gateway')
  const heard = new EventEmitter()
  bus.listen(moodDetected, '*', (detected, sessionId) => heard.emit(sessionId, detected))
  await bus.check()

  return {
    start,
    config,
    environment,
    freePort,
    /** Resolves once the gateway's side is connected to NATS. */
    async reachable() {
      const deadline = performance.now() + DEADLINE_MS
      while (!bus.publish(frameCaptured, 'nobody', { number: 0, capturedAt: 0, jpeg: new Uint8Array() })) {
        if (performance.now() > deadline) throw new Error('NATS did not come back')
        await wait(20)
      }
      await bus.check()
    },
    servers,
    bearer: () => `Bearer ${issuer.token({ accountId: 'someone' })}`,
    /** Sends a frame without waiting for what becomes of it. */
    sendFrame(sessionId: string, number: number, jpeg: Uint8Array) {
      bus.publish(frameCaptured, sessionId, { number, capturedAt: Date.now(), jpeg })
    },
    /** The next `count` outcomes of a session from now on. */
    async outcomes(sessionId: string, count: number): Promise<MoodDetected[]> {
      const { promise, resolve } = Promise.withResolvers<MoodDetected[]>()
      const outcomes: MoodDetected[] = []
      const collect = (detected: MoodDetected) => {
        outcomes.push(detected)
        if (outcomes.length === count) resolve(outcomes)
      }
      heard.on(sessionId, collect)
      const timer = setTimeout(() => resolve(outcomes), DEADLINE_MS)
      const collected = await promise
      clearTimeout(timer)
      heard.off(sessionId, collect)
      return collected
    },
    /** Sends a frame and gives what became of it. */
    async show(sessionId: string, jpeg: Uint8Array, number = 1): Promise<MoodDetected> {
      const outcome = once(heard, sessionId, { signal: AbortSignal.timeout(DEADLINE_MS) })
      bus.publish(frameCaptured, sessionId, { number, capturedAt: Date.now(), jpeg })
      const [detected]: MoodDetected[] = await outcome
      if (!detected) throw new Error('nothing was heard')
      return detected
    },
    async close() {
      for (const app of apps) await app.close()
      await gateway.close()
      await Promise.all([issuer.stop(), servers.stop()])
    },
  }
}

/** The reading that came of a frame; throws when none did. */
export function readingOf(detected: MoodDetected): MoodReading {
  if (detected.outcome !== 'reading') throw new Error(`the frame failed: ${detected.failure}`)
  return detected.reading
}
