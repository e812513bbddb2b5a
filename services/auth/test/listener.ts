import { EventEmitter, once } from 'node:events'
import { createApp } from '@mooddj/platform/app'
import { openBus } from '@mooddj/platform/bus'
import { EVENT_STREAM, openStreams, type Streams } from '@mooddj/platform/streams'
import type { Channel } from '@mooddj/shared/channel'
import { jetstreamManager } from '@nats-io/jetstream'
import { readAuthConfig } from '../src/config.ts'
import type { House } from './house.ts'

const DEADLINE_MS = 20_000

/** Another service, as far as auth can tell: it hears and tells events. */
export interface Listener {
  streams: Streams
  /** Resolves with every event of the channel under a key so far, once there are this many. */
  heard<T>(channel: Channel<T, 'every'>, key: string, count: number): Promise<T[]>
  /** The subjects under a key that the stream still holds something of. */
  subjects(key: string): Promise<string[]>
  close(): Promise<void>
}

export async function openListener(
  house: House,
  channels: readonly Channel<unknown, 'every'>[],
): Promise<Listener> {
  const config = readAuthConfig({ ...house.environment, NATS_URL: house.servers.natsUrl })
  const app = createApp(config, 'listener')
  const bus = await openBus(app, config, 'listener')
  const streams = await openStreams(app, bus, config, 'listener')
  const news = new EventEmitter().setMaxListeners(0)
  const heard = new Map<string, unknown[]>()
  const place = (channel: Channel<unknown>, key: string) => `${channel.name} ${key}`
  for (const channel of channels) {
    await streams.handle(channel, async (message, key) => {
      heard.set(place(channel, key), [...(heard.get(place(channel, key)) ?? []), message])
      news.emit('news')
    })
  }
  return {
    streams,
    async heard<T>(channel: Channel<T, 'every'>, key: string, count: number) {
      const signal = AbortSignal.timeout(DEADLINE_MS)
      const soFar = () => heard.get(place(channel, key)) ?? []
      while (soFar().length < count) await once(news, 'news', { signal })
      return soFar().map((message) => channel.codec.decode(Buffer.from(JSON.stringify(message))))
    },
    async subjects(key) {
      const manager = await jetstreamManager(bus.connection)
      const { state } = await manager.streams.info(EVENT_STREAM, { subjects_filter: `every.*.*.*.${key}` })
      return Object.keys(state.subjects ?? {})
    },
    close: () => app.close(),
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
