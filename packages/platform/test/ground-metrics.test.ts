import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openCache } from '@mooddj/platform/cache'
import { openDatabase } from '@mooddj/platform/database'
import { watchGround } from '@mooddj/platform/ground-metrics'
import { keepAnswer } from '@mooddj/platform/kept-answer'
import { createMetrics } from '@mooddj/platform/metrics'
import { addToOutbox, openOutboxRelay, outboxTable } from '@mooddj/platform/outbox'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import { pgSchema } from 'drizzle-orm/pg-core'
import { Client } from 'pg'
import { createCollector, eventually, openService, redisConfig, thingDone } from './ground.ts'

const outbox = outboxTable(pgSchema('auth'))

describe('figures of what a service stands on', () => {
  let servers: TestServers
  before(async () => {
    servers = await startServers({ postgres: true, redis: true, nats: true })
    const client = new Client({ connectionString: servers.databaseUrl('auth') })
    await client.connect()
    await client.query(`create table auth.outbox (sequence bigserial primary key, id uuid not null, channel text not null,
      key text not null, payload bytea not null, trace text, created_at timestamptz not null default now())`)
    await client.end()
  })
  after(() => servers.stop())

  test('tell of connections, of events that wait, that are behind, that fail and that cannot be read; and of nobody', async () => {
    const { app, bus, streams } = await openService(servers, 'watched')
    const metrics = createMetrics(app, 'watched')
    const cache = openCache(app, redisConfig(servers))
    const database = openDatabase(app, { DATABASE_URL: servers.databaseUrl('auth') })
    const relay = openOutboxRelay(app, database.db, outbox, streams)
    watchGround(metrics, { bus, cache, streams, database, outbox: relay })
    const figure = async (name: string) => {
      const text = await metrics.metrics()
      return Number(new RegExp(`^mooddj_${name}(?=[ ,{]).* ([-.\\de]+)$`, 'm').exec(text)?.[1])
    }
    const becomes = (name: string, wanted: (value: number) => boolean) =>
      eventually(() => figure(name), wanted)

    await becomes('redis_connected', (value) => value === 1)
    assert.equal(await figure('nats_connected'), 1)
    assert.equal(await figure('database_waiting_clients'), 0)
    assert.equal(await figure('outbox_events'), 0)

    const handled = createCollector<number>()
    let isFailing = true
    await streams.handle(thingDone, async ({ number }) => {
      handled.add(number)
      if (isFailing) throw new Error('not now')
    })
    await addToOutbox(database.db, outbox, thingDone, 'somebody-in-particular', { number: 1 })
    relay.wake()
    await handled.atLeast(1)
    await streams.tellEncoded(thingDone.name, 'somebody-in-particular', Buffer.from('garbage'), 'garbled')
    isFailing = false
    const handling = (outcome: string) => `event_handling_seconds_count\\{[^}]*outcome="${outcome}"`
    const counted = async (outcome: string) =>
      Number(new RegExp(`mooddj_${handling(outcome)}[^}]*\\} (\\d+)`).exec(await metrics.metrics())?.[1] ?? 0)
    for (const outcome of ['again', 'given-up', 'handled'])
      await eventually(
        () => counted(outcome),
        (count) => count > 0,
      )
    await becomes('consumer_pending_events', (value) => value === 0)
    assert.ok((await figure('stream_bytes')) > 0)
    assert.equal(await figure('stream_max_bytes'), 1_073_741_824)

    await servers.nats.kill()
    await addToOutbox(database.db, outbox, thingDone, 'somebody-in-particular', { number: 2 })
    await becomes('nats_connected', (value) => value === 0)
    await becomes('outbox_events', (value) => value === 1)
    assert.ok((await figure('outbox_age_seconds')) > 0)
    assert.ok(!(await metrics.metrics()).includes('somebody'))
    await servers.nats.start()
    await app.close()
  })

  test('that have to be asked for are asked once in a while, and not waited for long', async () => {
    let asked = 0
    const answers = [
      Promise.resolve(1),
      Promise.reject(new Error('away')),
      new Promise<number>(() => undefined),
    ]
    const ask = keepAnswer(0, () => answers[asked++] ?? Promise.resolve(0))
    assert.deepEqual([await ask(), await ask(), await ask(), await ask()], [1, 1, 1, 1])
    assert.equal(asked, 3)
    const rarely = keepAnswer(60_000, async () => (asked += 1))
    assert.deepEqual([await rarely(), await rarely()], [4, 4])
  })
})
