import assert from 'node:assert/strict'
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Client } from 'pg'
import { type Infrastructure, postgresFolder, prepareInfrastructure } from '@mooddj/dj/infrastructure'
import type { RunningProgram } from '@mooddj/dj/ledger'
import { openLogFiles } from '@mooddj/dj/log-files'
import { assignPorts } from '@mooddj/dj/port-book'
import { createSupervisor } from '@mooddj/dj/supervisor'
import { ensureDatabase } from '@mooddj/setup/postgres-roles'
import { createTemporaryData } from './temporary-data.ts'

describe('the servers of a house', () => {
  const data = createTemporaryData()
  let running: RunningProgram[] = []
  let infrastructure: Infrastructure
  let close: () => Promise<void>

  async function open() {
    const portOf = await assignPorts(data.folder, ['postgres', 'redis', 'nats'])
    const ports = { postgres: portOf('postgres'), redis: portOf('redis'), nats: portOf('nats') }
    infrastructure = await prepareInfrastructure(data.folder, ports, () => undefined)
    const supervisor = createSupervisor({
      logs: openLogFiles(join(data.folder, 'logs')),
      say: () => undefined,
      record: (programs) => {
        running = programs
      },
    })
    close = () => supervisor.end()
    await supervisor.start(infrastructure.charges)
    await ensureDatabase({ url: infrastructure.postgresUrl, passwords: infrastructure.passwords })
  }
  before(open)
  after(async () => {
    await close()
    rmSync(postgresFolder(data.folder), { recursive: true, force: true })
    data.remove()
  })

  const query = async (text: string) => {
    const client = new Client({
      connectionString: readFileSync(join(infrastructure.secrets, 'auth', 'database-url'), 'utf8'),
    })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  test('keep every secret in a file that only its owner can read', () => {
    const secrets = join(data.folder, 'secrets')
    const files = [
      ...filesIn(secrets),
      ...['redis.conf', 'users.acl'].map((name) => join(data.folder, 'redis', name)),
      ...['nats.conf', 'users.conf'].map((name) => join(data.folder, 'nats', name)),
    ]
    assert.ok(files.length >= 28)
    for (const file of files) assert.equal(statSync(file).mode & 0o777, 0o600, file)
  })

  test('show no password on their command lines', () => {
    const texts = filesIn(join(data.folder, 'secrets'))
      .map((file) => readFileSync(file, 'utf8'))
      .join()
    const passwords = new Set(texts.match(/\b[0-9a-f]{48}\b/g))
    // One a service in NATS and in Redis, one a role, and those of the owner, the monitor, the keeper and Grafana.
    assert.equal(passwords.size, 5 + 5 + 3 + 4)
    for (const { identity } of running) {
      const line = readFileSync(`/proc/${identity.pid}/cmdline`, 'utf8')
      for (const password of passwords) assert.equal(line.includes(password), false)
    }
  })

  test('keep their data, ports and credentials over a restart', async () => {
    await query('create table kept (word text)')
    await query("insert into kept values ('still here')")
    const ports = running.map(({ port }) => port)
    await close()
    await open()
    assert.deepEqual(await query('select word from kept'), [{ word: 'still here' }])
    assert.deepEqual(new Set(running.map(({ port }) => port)), new Set(ports))
  })
})
