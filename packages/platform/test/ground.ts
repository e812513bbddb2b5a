import { EventEmitter, once } from 'node:events'
import { type App, createApp } from '@mooddj/platform/app'
import { openBus } from '@mooddj/platform/bus'
import { natsSettings, readConfig, redisSettings, serviceSettings } from '@mooddj/platform/config'
import { openStreams } from '@mooddj/platform/streams'
import { defineChannel } from '@mooddj/shared/channel'
import { jsonCodec } from '@mooddj/shared/codec'
import type { TestServers } from '@mooddj/testkit/servers'
import { Type } from 'typebox'

const DEADLINE_MS = 20_000

/** Settings of a service, as the tests need them. */
export function settings(environment: Record<string, string> = {}) {
  return readConfig(Type.Object(serviceSettings), {
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...environment,
  })
}

export const redisConfig = (servers: TestServers) =>
  readConfig(Type.Object(redisSettings), { REDIS_URL: servers.redisUrl })

/** A fact of no meaning that numbers itself. */
export const thingDone = defineChannel(
  'thing.done.v1',
  'every',
  jsonCodec(Type.Object({ number: Type.Integer() })),
)
export const thingSeen = defineChannel(
  'thing.seen.v1',
  'live',
  jsonCodec(Type.Object({ number: Type.Integer() })),
)

/** A service on NATS, as far as the tests need one. */
export async function openService(
  servers: Pick<TestServers, 'natsUrl'>,
  service: string,
  nats: Record<string, string> = {},
) {
  const app = createApp(settings(), service)
  const config = readConfig(Type.Object(natsSettings), { NATS_URL: servers.natsUrl, ...nats })
  const bus = await openBus(app, config, service)
  return { app, bus, streams: await openStreams(app, bus, config, service) }
}

/** Collects what is handed to it until there is enough. */
export function createCollector<T>() {
  const items: T[] = []
  const news = new EventEmitter()
  return {
    items,
    add(item: T) {
      items.push(item)
      news.emit('news')
    },
    /** Resolves with the items once there are this many. */
    async atLeast(count: number): Promise<readonly T[]> {
      const signal = AbortSignal.timeout(DEADLINE_MS)
      while (items.length < count) await once(news, 'news', { signal })
      return items
    },
  }
}

/** Asks again and again until the answer is the wanted one, at most twenty seconds long. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS
  for (;;) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function closeAll(apps: readonly App[]): Promise<void> {
  await Promise.all(apps.map((app) => app.close()))
}
