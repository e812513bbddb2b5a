import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, describe, test } from 'node:test'
import { type App, createApp } from '@mooddj/platform/app'
import { openDatabase } from '@mooddj/platform/database'
import { addToOutbox, openOutboxRelay, outboxTable } from '@mooddj/platform/outbox'
import { EVENT_STREAM } from '@mooddj/platform/streams'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import { jetstreamManager } from '@nats-io/jetstream'
import { pgSchema } from 'drizzle-orm/pg-core'
import { Client } from 'pg'
import { closeAll, createCollector, eventually, openService, settings, thingDone } from './ground.ts'

const outbox = outboxTable(pgSchema('auth'))

describe('the outbox', () => {
  let servers: TestServers
  let client: Client
  let apps: App[] = []
  before(async () => {
    servers = await startServers({ postgres: true, nats: true })
    client = await connect()
    await client.query(`create table auth.outbox (sequence bigserial primary key, id uuid not null, channel text not null,
      key text not null, payload bytea not null, trace text, created_at timestamptz not null default now())`)
    // Tests kill the server, and its test data are not flushed at each commit.
    await client.query('alter role auth set synchronous_commit = on')
    await client.end()
    client = await connect()
  })
  afterEach(async () => {
    await closeAll(apps)
    apps = []
  })
  after(async () => {
    await client.end()
    await servers.stop()
  })

  async function connect() {
    const connected = new Client({ connectionString: servers.databaseUrl('auth') })
    connected.on('error', () => undefined)
    await connected.connect()
    return connected
  }
  const openDb = () => {
    const app = createApp(settings(), 'writer')
    apps.push(app)
    return openDatabase(app, { DATABASE_URL: servers.databaseUrl('auth') }).db
  }
  const openRelay = async () => {
    const { app, streams } = await openService(servers, 'relay')
    apps.push(app)
    const { db } = openDatabase(app, { DATABASE_URL: servers.databaseUrl('auth') })
    return { app, db, streams, relay: openOutboxRelay(app, db, outbox, streams) }
  }
  /** What a listener hears under a key. */
  const hear = async (service: string, key: string) => {
    const { app, streams } = await openService(servers, service)
    apps.push(app)
    const collector = createCollector<number>()
    await streams.handle(thingDone, async ({ number }, told) => {
      if (told === key) collector.add(number)
    })
    return collector
  }
  const waiting = async () => (await client.query('select from auth.outbox')).rowCount
  const empty = () => eventually(waiting, (count) => count === 0)

  test('tells what was committed, in order, once, and forgets it; what was rolled back is never told', async () => {
    const { db, relay } = await openRelay()
    const heard = await hear('order', 'order')
    for (let number = 0; number < 120; number += 1)
      await addToOutbox(db, outbox, thingDone, 'order', { number })
    const rollback = db.transaction(async (tx) => {
      await addToOutbox(tx, outbox, thingDone, 'order', { number: 999 })
      throw new Error('changed our mind')
    })
    await assert.rejects(rollback, /changed our mind/)
    await addToOutbox(db, outbox, thingDone, 'order', { number: 120 })
    relay.wake()
    assert.deepEqual(
      await heard.atLeast(121),
      Array.from({ length: 121 }, (_, number) => number),
    )
    await empty()
  })

  test('doubles nothing when a relay dies between telling and forgetting', async () => {
    const db = openDb()
    await addToOutbox(db, outbox, thingDone, 'crash', { number: 1 })
    await addToOutbox(db, outbox, thingDone, 'crash', { number: 2 })
    const { rows } = await client.query<{ id: string; payload: Buffer }>(
      'select id, payload from auth.outbox order by sequence',
    )
    const { app, streams } = await openService(servers, 'crashed')
    apps.push(app)
    // This much the relay had done when it died: the first is in the stream, its row is still there.
    await streams.tellEncoded(thingDone.name, 'crash', rows[0]?.payload ?? Buffer.alloc(0), rows[0]?.id ?? '')
    await openRelay()
    await empty()
    const heard = await hear('after-crash', 'crash')
    await addToOutbox(db, outbox, thingDone, 'crash', { number: 3 })
    assert.deepEqual(await heard.atLeast(3), [1, 2, 3])
  })

  test('is relayed by one replica at a time: each event is told once, in order', async () => {
    const db = openDb()
    for (let number = 0; number < 200; number += 1)
      await addToOutbox(db, outbox, thingDone, 'replicas', { number })
    const heard = await hear('replicas', 'replicas')
    let told = 0
    for (let replica = 0; replica < 3; replica += 1) {
      const { app, streams } = await openService(servers, 'replica')
      apps.push(app)
      const tellEncoded: typeof streams.tellEncoded = async (...event) => {
        told += 1
        await streams.tellEncoded(...event)
      }
      const { db: own } = openDatabase(app, { DATABASE_URL: servers.databaseUrl('auth') })
      openOutboxRelay(app, own, outbox, { ...streams, tellEncoded })
    }
    assert.deepEqual(
      await heard.atLeast(200),
      Array.from({ length: 200 }, (_, number) => number),
    )
    await empty()
    assert.equal(told, 200)
  })

  test('waits while NATS is away, and its rows can be erased meanwhile', async () => {
    const { db, relay } = await openRelay()
    const heard = await hear('away', 'away')
    await servers.nats.kill()
    await addToOutbox(db, outbox, thingDone, 'erased', { number: 1 })
    await addToOutbox(db, outbox, thingDone, 'away', { number: 2 })
    relay.wake()
    const relaying = `select from pg_stat_activity where usename = 'auth' and state = 'idle in transaction'`
    await eventually(
      async () => (await client.query(relaying)).rowCount,
      (count) => count === 1,
    )
    await client.query(`set lock_timeout = '1s'`)
    assert.equal((await client.query(`delete from auth.outbox where key = 'erased'`)).rowCount, 1)
    await servers.nats.start()
    assert.deepEqual(await heard.atLeast(1), [2])
    await empty()
  })

  test('waits while the stream is full, and drops nothing', async () => {
    const { app, bus, streams } = await openService(servers, 'full')
    apps.push(app)
    const manager = await jetstreamManager(bus.connection)
    const { config } = await manager.streams.info(EVENT_STREAM)
    await manager.streams.update(EVENT_STREAM, { ...config, max_bytes: 1_048_576 })
    const fill = async (bytes: number) => {
      for (;;) await streams.tellEncoded('ballast.taken.v1', 'ballast', Buffer.alloc(bytes), randomUUID())
    }
    for (const bytes of [100_000, 1_000, 1]) await assert.rejects(fill(bytes), /maximum bytes exceeded/)

    const refusals = createCollector<unknown>()
    const tellEncoded: typeof streams.tellEncoded = async (...event) => {
      try {
        await streams.tellEncoded(...event)
      } catch (refusal) {
        refusals.add(refusal)
        throw refusal
      }
    }
    const { db } = openDatabase(app, { DATABASE_URL: servers.databaseUrl('auth') })
    const heard = await hear('fuller', 'full')
    for (let number = 0; number < 3; number += 1) await addToOutbox(db, outbox, thingDone, 'full', { number })
    const relay = openOutboxRelay(app, db, outbox, { ...streams, tellEncoded })
    await refusals.atLeast(1)
    assert.equal(await waiting(), 3)
    await manager.streams.purge(EVENT_STREAM, { filter: 'every.ballast.>' })
    relay.wake()
    assert.deepEqual(await heard.atLeast(3), [0, 1, 2])
    await empty()
  })

  test('survives that PostgreSQL is killed while events are on their way', async () => {
    const { db, relay } = await openRelay()
    const heard = await hear('killed', 'killed')
    servers.nats.pause()
    await addToOutbox(db, outbox, thingDone, 'killed', { number: 1 })
    relay.wake()
    const relaying = `select from pg_stat_activity where usename = 'auth' and state = 'idle in transaction'`
    await eventually(
      async () => (await client.query(relaying)).rowCount,
      (count) => count === 1,
    )
    await servers.postgres.restart()
    servers.nats.resume()
    assert.deepEqual(await heard.atLeast(1), [1])
    await client.end().catch(() => undefined)
    client = await connect()
    await empty()
  })

  test('takes no key that a subject cannot hold: it would block all that comes after it', async () => {
    const db = openDb()
    for (const key of ['a.b', 'a b', '', 'ä', 'a>']) {
      await assert.rejects(addToOutbox(db, outbox, thingDone, key, { number: 1 }), RangeError)
    }
    assert.equal(await waiting(), 0)
  })
})
