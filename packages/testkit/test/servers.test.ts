import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect } from '@nats-io/transport-node'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { converse } from '@mooddj/dj/servers/converse'
import { type TestServers, startServers } from '@mooddj/testkit/servers'

describe('servers for tests', () => {
  let servers: TestServers
  before(async () => {
    servers = await startServers({ postgres: true, redis: true, nats: true })
  })
  after(() => servers.stop())

  async function query(url: string, text: string) {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return await client.query(text)
    } finally {
      await client.end()
    }
  }

  test('each role makes tables in its own schema and is refused the schemas of the others', async () => {
    await query(servers.databaseUrl('auth'), 'create table accounts (id int)')
    const { rows } = await query(
      servers.databaseUrl('postgres'),
      "select schemaname, tableowner from pg_tables where tablename = 'accounts'",
    )
    assert.deepEqual(rows, [{ schemaname: 'auth', tableowner: 'auth' }])
    const trespass = query(servers.databaseUrl('playlist'), 'select * from auth.accounts')
    await assert.rejects(trespass, /permission denied for schema auth/)
  })

  test('PostgreSQL refuses a wrong password', async () => {
    const url = new URL(servers.databaseUrl('auth'))
    url.password = 'guessed'
    await assert.rejects(query(url.href, 'select 1'), /password authentication failed/)
  })

  test('Redis answers with its password and refuses without', async () => {
    const redis = new Redis(servers.redisUrl)
    assert.equal(await redis.ping(), 'PONG')
    await redis.quit()
    assert.equal(await converse(servers.redis.port, 'GET key\r\n', /-NOAUTH/), true)
  })

  test('NATS carries messages up to a mebibyte with its password and refuses without', async () => {
    const { hostname, port, username, password } = new URL(servers.natsUrl)
    const bus = await connect({ servers: `${hostname}:${port}`, user: username, pass: password })
    assert.ok((bus.info?.max_payload ?? 0) >= 1 << 20)
    assert.equal(bus.info?.jetstream, true)
    await bus.close()
    await assert.rejects(connect({ servers: `${hostname}:${port}` }), /Authorization/)
  })

  test('a killed server is gone at once and comes back with its data', async () => {
    const redis = new Redis(servers.redisUrl, { maxRetriesPerRequest: null })
    await redis.set('key', 'kept')
    await servers.redis.kill()
    await servers.redis.start()
    assert.equal(await redis.get('key'), 'kept')
    redis.disconnect()
  })
})
