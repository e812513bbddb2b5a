import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openCache } from '@mooddj/platform/cache'
import { openDatabase } from '@mooddj/platform/database'
import { createMetrics } from '@mooddj/platform/metrics'
import { NotReady, openOps } from '@mooddj/platform/ops'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import { eventually, openService, redisConfig, settings } from './ground.ts'

describe('the port for operators', () => {
  let servers: TestServers
  let base: string
  let close: () => Promise<void>
  let listen: () => Promise<string>
  before(async () => {
    servers = await startServers({ postgres: true, redis: true, nats: true })
    const { app, bus } = await openService(servers, 'watched')
    const cache = openCache(app, redisConfig(servers))
    const { check } = openDatabase(app, { DATABASE_URL: servers.databaseUrl('auth') })
    const metrics = createMetrics(app, 'watched')
    app.get('/things/:id', () => ({ ok: true }))
    const checks = { postgres: check, redis: cache.check, nats: bus.check }
    const { port } = await openOps(app, settings(), { checks, metrics })
    base = `http://127.0.0.1:${port}`
    close = () => app.close()
    listen = () => app.listen({ host: '127.0.0.1', port: 0 })
  })
  after(async () => {
    await close()
    await servers.stop()
  })

  const readiness = async () => {
    const response = await fetch(`${base}/readyz`)
    const body: unknown = await response.json()
    return { status: response.status, body }
  }
  const ready = () => eventually(readiness, ({ status }) => status === 200)

  test('is red until the service takes requests: nobody is to be sent there before', async () => {
    const { status, body } = await readiness()
    assert.equal(status, 503)
    assert.deepEqual(body, {
      ready: false,
      closing: false,
      checks: { postgres: true, redis: true, nats: true },
    })
    await fetch(`${await listen()}/things/secret-id`)
    await ready()
  })

  for (const name of ['redis', 'nats', 'postgres'] as const) {
    test(`is red while ${name} is away, says so, and is green again when it is back; the process lives all along`, async () => {
      await ready()
      await servers[name].kill()
      const { body } = await eventually(readiness, ({ status }) => status === 503)
      assert.deepEqual(body, {
        ready: false,
        closing: false,
        checks: { postgres: true, redis: true, nats: true, [name]: false },
      })
      assert.equal((await fetch(`${base}/livez`)).status, 200)
      await servers[name].start()
      await ready()
    })
  }

  test('says why in words where a check has some', async () => {
    const { app } = await openService(servers, 'wordy')
    const checks = {
      fine: () => Promise.resolve(),
      lost: () => Promise.reject(new NotReady('Nobody is there.')),
      mute: () => Promise.reject(new Error('password=secret')),
    }
    const { port } = await openOps(app, settings(), { checks, metrics: createMetrics(app, 'wordy') })
    const response = await fetch(`http://127.0.0.1:${port}/readyz`)
    assert.deepEqual(await response.json(), {
      ready: false,
      closing: false,
      checks: { fine: true, lost: false, mute: false },
      reasons: { lost: 'Nobody is there.' },
    })
    await app.close()
  })

  test('is red, and not stuck, while a server hangs', async () => {
    await ready()
    servers.redis.pause()
    const start = performance.now()
    assert.equal((await readiness()).status, 503)
    assert.ok(performance.now() - start < 3_000)
    servers.redis.resume()
    await ready()
  })

  test('gives figures of each route by its pattern, never by what was asked for', async () => {
    const text = await (await fetch(`${base}/metrics`)).text()
    const line = text.split('\n').find((candidate) => candidate.startsWith('mooddj_request_seconds_count{'))
    for (const label of ['service="watched"', 'method="GET"', 'route="/things/:id"', 'status="200"']) {
      assert.ok(line?.includes(label), `${label} in ${line}`)
    }
    assert.ok(!text.includes('secret-id'))
  })
})
