import { EventEmitter, on, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { type App, createApp } from '@mooddj/platform/app'
import { openBus } from '@mooddj/platform/bus'
import { readConfig } from '@mooddj/platform/config'
import { dialPrivateWire, type PrivateWire } from '@mooddj/platform/private-wire'
import { type InferenceAnnounced, inferenceAnnounced } from '@mooddj/shared/channels'
import { encodeFrameAsked, FRAME_ANSWERED_MAX_BYTES, frameAnswered } from '@mooddj/shared/frame-path'
import type { MoodDetected, MoodReading } from '@mooddj/shared/mood'
import { freePort } from '@mooddj/dj/ports'
import { startServers } from '@mooddj/testkit/servers'
import { startTestIssuer } from '@mooddj/testkit/test-issuer'
import { buildApp } from '../src/app.ts'
import { ConfigSchema } from '../src/config.ts'

export type House = Awaited<ReturnType<typeof openHouse>>

type Announced = InferenceAnnounced & { id: string }

/** Longer than a busy machine needs for one picture. */
const DEADLINE_MS = 20_000

/** The inference service on real servers, and a gateway's side of the way to it. */
export async function openHouse() {
  const [servers, issuer] = await Promise.all([startServers({ redis: true, nats: true }), startTestIssuer()])
  const environment = {
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: 'silent',
    NATS_URL: servers.natsUrlOf('inference'),
    REDIS_URL: servers.redisUrlOf('inference'),
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
  const bus = await openBus(gateway, { ...config, NATS_URL: servers.natsUrlOf('gateway') }, 'gateway')
  const heard = new EventEmitter()
  const announced = new EventEmitter()
  const wires = new Map<string, Promise<PrivateWire>>()
  const sessions = new Map<number, string>()
  let ticket = 0
  bus.listen(inferenceAnnounced, '*', (says, id) => {
    if (!wires.has(id) && !says.isLeaving)
      wires.set(
        id,
        dialPrivateWire(says, {
          maxBytes: FRAME_ANSWERED_MAX_BYTES,
          onMessage: (message) => {
            const answered = frameAnswered.decode(message)
            heard.emit(sessions.get(answered.ticket) ?? '', answered.detected)
          },
          onClose: () => wires.delete(id),
        }),
      )
    announced.emit('news', { id, ...says })
  })
  await bus.check()
  /** The wire of the process that was met first, or of the one named. */
  const wireTo = async (id?: string): Promise<PrivateWire> => {
    const deadline = performance.now() + DEADLINE_MS
    for (;;) {
      const wire = id === undefined ? [...wires.values()][0] : wires.get(id)
      if (wire !== undefined) return wire
      if (performance.now() > deadline) throw new Error('no process announced itself')
      await wait(20)
    }
  }
  const send = (wire: PrivateWire, sessionId: string, number: number, jpeg: Uint8Array) => {
    sessions.set(ticket, sessionId)
    wire.send(
      ...encodeFrameAsked({ ticket: ticket++, sessionId, frame: { number, capturedAt: Date.now(), jpeg } }),
    )
  }

  return {
    start,
    config,
    environment,
    freePort,
    /** What the next process that announces itself says, with its id. */
    async announcement(isAwaited: (says: Announced) => boolean = () => true): Promise<Announced> {
      for await (const [says] of on(announced, 'news', { signal: AbortSignal.timeout(DEADLINE_MS) }))
        if (isAwaited(says)) return says
      throw new Error('nothing more is announced')
    },
    wireTo,
    servers,
    bearer: () => `Bearer ${issuer.token({ accountId: 'someone' })}`,
    /** Sends a frame without waiting for what becomes of it. */
    async sendFrame(sessionId: string, number: number, jpeg: Uint8Array) {
      send(await wireTo(), sessionId, number, jpeg)
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
    /** Sends a frame, to the process named or the first one met, and gives what became of it. */
    async show(sessionId: string, jpeg: Uint8Array, number = 1, to?: string): Promise<MoodDetected> {
      const wire = await wireTo(to)
      const outcome = once(heard, sessionId, { signal: AbortSignal.timeout(DEADLINE_MS) })
      send(wire, sessionId, number, jpeg)
      const [detected]: MoodDetected[] = await outcome
      if (!detected) throw new Error('nothing was heard')
      return detected
    },
    async close() {
      for (const app of apps) await app.close()
      for (const wire of wires.values()) (await wire).close()
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
