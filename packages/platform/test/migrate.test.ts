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
  const migrate = () =>
    migrateDatabase({ DATABASE_URL: servers.databaseUrl('auth') }, { folder, schema: 'auth' })
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

  test('that fail leave nothing of themselves, and what came before stays', async () => {
    write([first, 'create table auth.halves (id int);--> statement-breakpoint\nselect nonsense;'])
    await assert.rejects(migrate(), /nonsense/)
    assert.deepEqual(await tables(), ['migrations', 'things'])
    write([first, 'create table auth.halves (id int);'])
    await migrate()
    assert.deepEqual(await tables(), ['halves', 'migrations', 'things'])
  })
})
