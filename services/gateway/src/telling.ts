import type { Channel } from '@mooddj/shared/channel'
import { createParser } from '@mooddj/shared/codec'
import type { App } from '@mooddj/platform/app'
import type { Backlog } from '@mooddj/platform/ground-metrics'
import type { Streams } from '@mooddj/platform/streams'
import { traceparentOf } from '@mooddj/platform/tracing'
import type { Redis } from 'ioredis'
import { Type } from 'typebox'

/** Tells events that must not be lost, whatever ends or is away meanwhile. */
export interface Telling {
  /**
   * Takes an event over. It is kept in Redis and in memory until the stream has it; a gateway that starts again tells what it finds.
   * @param id the same id is kept once
   */
  tell<T>(channel: Channel<T, 'every'>, accountId: string, message: T, id: string): void
  /** Forgets what of an account is not yet told. */
  forget(accountId: string): Promise<void>
  /** What of this process is not yet told. */
  backlog(): Promise<Backlog>
}

const UNTOLD_KEY = 'gateway:events:untold'
const LIFETIME_S = 24 * 3600
const RETRY_MS = 1_000
/** The most that waits in memory; beyond it the oldest is given up, and logged. At some 300 bytes each this is 3 MB. */
const WAITING_MAX = 10_000

const UntoldSchema = Type.Object({
  channel: Type.String(),
  accountId: Type.String(),
  payload: Type.String(),
  /** Since when it waits, ms since the epoch. */
  since: Type.Optional(Type.Number()),
  /** What it is a part of, where that is followed. */
  trace: Type.Optional(Type.String()),
})
const untold = createParser(UntoldSchema)
type Untold = ReturnType<typeof untold.parse>

export function openTelling(app: App, { streams, redis }: { streams: Streams; redis: Redis }): Telling {
  const waiting = new Map<string, Untold>()
  let closing = false
  let isLoaded = false
  let bell = Promise.withResolvers<void>()

  const load = async () => {
    if (isLoaded) return
    for (const [id, text] of Object.entries(await redis.hgetall(UNTOLD_KEY))) {
      if (!waiting.has(id)) waiting.set(id, untold.parseText(text))
    }
    isLoaded = true
  }
  const tellAll = async () => {
    for (const [id, { channel, accountId, payload, trace }] of waiting) {
      await streams.tellEncoded(channel, accountId, Buffer.from(payload), id, trace)
      waiting.delete(id)
      // Should this fail, the event is found at the next start and told again under the same id: kept once.
      await redis.hdel(UNTOLD_KEY, id)
    }
  }
  const attempt = async (step: () => Promise<void>) => {
    try {
      await step()
    } catch (err) {
      app.log.warn({ err, waiting: waiting.size }, 'events wait to be told')
    }
  }
  const loop = async () => {
    while (!closing) {
      bell = Promise.withResolvers<void>()
      await attempt(load)
      await attempt(tellAll)
      if (closing) return
      const timer = setTimeout(bell.resolve, RETRY_MS)
      await bell.promise
      clearTimeout(timer)
    }
  }
  const running = loop()
  app.addHook('onClose', async () => {
    closing = true
    bell.resolve()
    await running
    await attempt(tellAll)
  })

  const keep = async (id: string, event: Untold) => {
    try {
      await redis.multi().hset(UNTOLD_KEY, id, JSON.stringify(event)).expire(UNTOLD_KEY, LIFETIME_S).exec()
      // It may have been told while Redis was being asked to keep it.
      if (!waiting.has(id)) await redis.hdel(UNTOLD_KEY, id)
    } catch (err) {
      app.log.warn({ err }, 'an event that waits is kept in memory only')
    }
  }

  return {
    tell(channel, accountId, message, id) {
      const trace = traceparentOf()
      const event = {
        channel: channel.name,
        accountId,
        payload: Buffer.from(channel.codec.encode(message)).toString(),
        since: Date.now(),
        ...(trace !== undefined && { trace }),
      }
      waiting.set(id, event)
      const [oldest] = waiting.keys()
      if (waiting.size > WAITING_MAX && oldest !== undefined) {
        waiting.delete(oldest)
        app.log.error({ waiting: waiting.size }, 'too many events wait; the oldest is given up')
      }
      void keep(id, event)
      bell.resolve()
    },
    async backlog() {
      const [oldest] = waiting.values()
      const ageMs = oldest?.since === undefined ? 0 : Date.now() - oldest.since
      return { events: waiting.size, ageSeconds: Math.max(0, ageMs) / 1_000 }
    },
    async forget(accountId) {
      for (const [id, event] of waiting) if (event.accountId === accountId) waiting.delete(id)
      const kept = Object.entries(await redis.hgetall(UNTOLD_KEY))
      const ids = kept.filter(([, text]) => untold.parseText(text).accountId === accountId).map(([id]) => id)
      if (ids.length > 0) await redis.hdel(UNTOLD_KEY, ...ids)
    },
  }
}
