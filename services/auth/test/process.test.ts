import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import pg from 'pg'
import { SIGNING_KEY } from './house.ts'
import { eventually } from './listener.ts'

const service = join(import.meta.dirname, '..')

describe('auth as a process', () => {
  let servers: TestServers
  let folder: string
  before(async () => {
    servers = await startServers({ postgres: true, redis: true, nats: true })
    folder = mkdtempSync(join(tmpdir(), 'mooddj-auth-test-'))
    writeFileSync(join(folder, 'key.pem'), SIGNING_KEY)
  })
  after(async () => {
    rmSync(folder, { recursive: true })
    await servers.stop()
  })

  const start = (file: string, env: Record<string, string>) => {
    const child = spawn(process.execPath, [file], {
      cwd: service,
      env: { PATH: process.env['PATH'], ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()))
    const ended = once(child, 'exit').then(([code]) => ({ code, output }))
    return { child, ended }
  }

  test('migrates twice, serves, says that it is ready, and ends in good order when told to', async () => {
    const DATABASE_URL = servers.databaseUrl('auth')
    for (let round = 0; round < 2; round += 1) {
      assert.deepEqual(await start('src/migrate.ts', { DATABASE_URL }).ended, { code: 0, output: '' })
    }
    const [PORT = '', OPS_PORT = ''] = [await freePort(), await freePort()].map(String)
    const { child, ended } = start('src/main.ts', {
      PORT,
      OPS_PORT,
      DATABASE_URL,
      REDIS_URL: servers.redisUrlOf('auth'),
      NATS_URL: servers.natsUrlOf('auth'),
      AUTH_SIGNING_KEY_FILE: join(folder, 'key.pem'),
      PUBLIC_URL: 'http://127.0.0.1:3999',
      PLAYLIST_URL: 'http://127.0.0.1:9',
      SNAPSHOT_URL: 'http://127.0.0.1:9',
    })
    const status = (url: string, method = 'GET') =>
      fetch(url, { method }).then(
        (response) => response.status,
        () => 0,
      )
    await eventually(
      () => status(`http://127.0.0.1:${OPS_PORT}/readyz`),
      (answer) => answer === 200,
    )
    assert.equal(await status(`http://127.0.0.1:${OPS_PORT}/livez`), 200)
    await eventually(
      () => status(`http://127.0.0.1:${PORT}/v1/auth/guests`, 'POST'),
      (answer) => answer === 201,
    )
    assert.equal(await status(`http://127.0.0.1:${PORT}/readyz`), 404)
    const registration = {
      email: 'not-for-logs@example.org',
      password: 'nor this password',
      displayName: 'Ada',
    }
    const database = new pg.Client({ connectionString: DATABASE_URL })
    await database.connect()
    await database.query('alter table auth.accounts rename to accounts_elsewhere')
    await database.end()
    const refused = await fetch(`http://127.0.0.1:${PORT}/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(registration),
    })
    assert.equal(refused.status, 500)
    child.kill('SIGTERM')
    const { code, output } = await ended
    assert.equal(code, 0)
    assert.match(output, /Failed query: insert into/)
    for (const secret of Object.values(registration).slice(0, 2)) assert.ok(!output.includes(secret), output)
    assert.ok(!output.includes('argon2') && !output.includes('"level":60'), output)
  })

  test('names every setting that is missing or wrong, and ends', async () => {
    const { code, output } = await start('src/main.ts', { PORT: 'x', REDIS_URL: 'http://somewhere' }).ended
    assert.equal(code, 1)
    for (const name of [
      'PORT',
      'OPS_PORT',
      'NATS_URL',
      'REDIS_URL',
      'DATABASE_URL',
      'AUTH_SIGNING_KEY',
      'PUBLIC_URL',
    ]) {
      assert.match(output, new RegExp(`\\b${name} (is missing|must)`))
    }
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
