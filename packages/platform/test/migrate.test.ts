import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import { Client } from 'pg'

describe('migrations', () => {
  let servers: TestServers
  let client: Client
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-migrate-test-'))
  before(async () => {
    servers = await startServers({ postgres: true })
    client = new Client({ connectionString: servers.databaseUrl('auth') })
    await client.connect()
  })
  after(async () => {
    await client.end()
    await servers.stop()
    rmSync(folder, { recursive: true })
  })

  const write = (migrations: string[]) => {
    mkdirSync(join(folder, 'meta'), { recursive: true })
    const entries = migrations.map((sql, index) => {
      writeFileSync(join(folder, `${index}.sql`), sql)
      return { idx: index, tag: `${index}`, when: index, breakpoints: true }
    })
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ entries }))
  }
  const migrate = (DATABASE_URL = servers.databaseUrl('auth'), schema = 'auth') =>
    migrateDatabase({ DATABASE_URL }, { folder, schema })
  const tables = async () => {
    const text = `select table_name from information_schema.tables where table_schema = 'auth' order by 1`
    const { rows } = await client.query<{ table_name: string }>(text)
    return rows.map((row) => row.table_name)
  }
  const first =
    'create table auth.things (id int);--> statement-breakpoint\ncreate index on auth.things (id);'

  test('are applied once by a role that merely owns its schema, however many replicas start at once', async () => {
    write([first])
    await Promise.all([migrate(), migrate(), migrate()])
    await migrate()
    assert.deepEqual(await tables(), ['migrations', 'things'])
    assert.equal((await client.query('select from auth.migrations')).rowCount, 1)
  })

  test('wait for a role and its schema that are made at the same time', async () => {
    write(['create table latecomer.things (id int);'])
    const url = new URL(servers.databaseUrl('postgres'))
    const owner = new Client({ connectionString: url.href })
    await owner.connect()
    url.username = 'latecomer'
    url.password = 'late'
    const migrating = migrate(url.href, 'latecomer')
    // Between two steps there is time enough to be refused.
    await owner.query('select pg_sleep(0.3)')
    await owner.query(`create role latecomer login password 'late'`)
    await owner.query('grant connect on database mooddj to latecomer')
    await owner.query('select pg_sleep(0.6)')
    await owner.query('create schema latecomer authorization latecomer')
    await migrating
    const { rowCount } = await owner.query('select from latecomer.things')
    assert.equal(rowCount, 0)
    await owner.end()
  })

  test('that fail leave nothing of themselves, and what came before stays', async () => {
    write([first, 'create table auth.halves (id int);--> statement-breakpoint\nselect nonsense;'])
    await assert.rejects(migrate(), /nonsense/)
    assert.deepEqual(await tables(), ['migrations', 'things'])
    write([first, 'create table auth.halves (id int);'])
    await migrate()
    assert.deepEqual(await tables(), ['halves', 'migrations', 'things'])
  })

  test('wait for a server that starts at the same time', async () => {
    write(['create table auth.others (id int);'])
    await client.end()
    await servers.postgres.stop()
    const migrating = migrate()
    await servers.postgres.start()
    await migrating
    client = new Client({ connectionString: servers.databaseUrl('auth') })
    await client.connect()
    assert.ok((await tables()).includes('others'))
  })
})
