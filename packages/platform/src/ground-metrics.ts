import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Bus } from './bus.ts'
import type { Cache } from './cache.ts'
import type { Database } from './database.ts'
import { keepAnswer } from './kept-answer.ts'
import type { Streams } from './streams.ts'

/** Events that are decided and not yet told. */
export interface Backlog {
  events: number
  /** How long the oldest of them has waited; 0 where none does. */
  ageSeconds: number
}

/** What a service stands on, as far as it does. */
export interface Ground {
  bus: Bus
  cache: Cache
  streams?: Streams
  database?: Database
  /** Who knows of events that wait to be told. */
  outbox?: { backlog(): Promise<Backlog> }
}

/** Figures that others have to be asked for are asked for no more often. */
const ASK_EVERY_MS = 5_000

/** Figures of the connections that a service stands on, and of the events that it tells and hears; never of whom they are about. */
export function watchGround(metrics: Registry, { bus, cache, streams, database, outbox }: Ground): void {
  const registers = [metrics]
  const gauge = (name: string, help: string, read: () => Promise<number | undefined> | number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await read()
        if (value !== undefined) this.set(value)
      },
    })
  gauge('mooddj_nats_connected', 'Whether NATS is there, 1 or 0', () => Number(bus.isConnected()))
  gauge('mooddj_redis_connected', 'Whether Redis is there, 1 or 0', () =>
    Number(cache.redis.status === 'ready'),
  )
  if (database !== undefined) {
    new Gauge({
      name: 'mooddj_database_connections',
      help: 'Connections to PostgreSQL by what they do',
      labelNames: ['state'],
      registers,
      collect() {
        const { busy, idle } = database.load()
        this.set({ state: 'busy' }, busy)
        this.set({ state: 'idle' }, idle)
      },
    })
    gauge(
      'mooddj_database_waiting_clients',
      'Who waits for a connection to PostgreSQL',
      () => database.load().waiting,
    )
  }
  if (outbox !== undefined) {
    const backlog = keepAnswer(ASK_EVERY_MS, () => outbox.backlog())
    gauge('mooddj_outbox_events', 'Events decided and not yet told', async () => (await backlog())?.events)
    gauge(
      'mooddj_outbox_age_seconds',
      'How long the oldest event that is not yet told has waited',
      async () => (await backlog())?.ageSeconds,
    )
  }
  if (streams !== undefined) watchStreams(metrics, streams)
}

function watchStreams(metrics: Registry, streams: Streams): void {
  const registers = [metrics]
  const state = keepAnswer(ASK_EVERY_MS, () => streams.state())
  const ofConsumers = (name: string, help: string, figure: 'pending' | 'unacked') =>
    new Gauge({
      name,
      help,
      labelNames: ['consumer'],
      registers,
      async collect() {
        for (const one of (await state())?.consumers ?? []) this.set({ consumer: one.name }, one[figure])
      },
    })
  ofConsumers(
    'mooddj_consumer_pending_events',
    'Events of the stream that a consumer has not had yet',
    'pending',
  )
  ofConsumers('mooddj_consumer_unacked_events', 'Events that a consumer has in hand', 'unacked')
  const ofStream = (name: string, help: string, figure: 'bytes' | 'maxBytes') =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const now = await state()
        if (now !== undefined) this.set(now[figure])
      },
    })
  ofStream('mooddj_stream_bytes', 'What the event stream holds', 'bytes')
  ofStream('mooddj_stream_max_bytes', 'What the event stream may hold', 'maxBytes')
  const handling = new Histogram({
    name: 'mooddj_event_handling_seconds',
    help: 'How long events take to be handled, by channel and by what became of them',
    labelNames: ['channel', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3],
    registers,
  })
  streams.observe((channel, outcome, seconds) => handling.observe({ channel, outcome }, seconds))
}
