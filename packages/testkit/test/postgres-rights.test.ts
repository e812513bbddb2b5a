import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { databaseRoles } from '@mooddj/setup/roles'
import { type TestServers, startServers } from '@mooddj/testkit/servers'
import { Client } from 'pg'

const program = fileURLToPath(import.meta.resolve('@mooddj/setup/database'))

async function query(url: string, ...texts: readonly string[]) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    let last
    for (const text of texts) last = await client.query(text)
    return last?.rows
  } finally {
    await client.end()
  }
}

describe('in PostgreSQL', () => {
  let servers: TestServers
  let folder: string
  before(async () => {
    servers = await startServers({ postgres: true })
    folder = mkdtempSync(join(tmpdir(), 'mooddj-postgres-rights-'))
  })
  after(async () => {
    await servers.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs the program with this owner's URL; resolves with its exit code and what it said. */
  const setUp = (url: string, passwords: Readonly<Record<string, string>>) => {
    mkdirSync(folder, { recursive: true })
    for (const [role, password] of Object.entries(passwords))
      writeFileSync(join(folder, `${role}-password`), password)
    writeFileSync(join(folder, 'postgres-url'), url)
    return new Promise<{ code: number; said: string }>((resolve) => {
      execFile(process.execPath, [program, folder], (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      )
    })
  }
  const fresh = () => Object.fromEntries(databaseRoles.map((role) => [role, randomBytes(24).toString('hex')]))
  const urlOf = (role: string, password = '') => {
    const url = new URL(servers.databaseUrl('postgres'))
    url.username = role
    url.password = password
    return url.href
  }

  for (const role of databaseRoles) {
    test(`${role} has its own schema and nothing else`, async () => {
      const url = servers.databaseUrl(role)
      await query(url, 'create table mine (id int)', 'insert into mine values (1)')
      for (const other of databaseRoles.filter((each) => each !== role)) {
        await query(servers.databaseUrl(other), 'create table if not exists theirs (id int)')
        for (const text of [
          `select * from ${other}.theirs`,
          `create table ${other}.x (id int)`,
          `drop table ${other}.theirs`,
          `set role ${other}`,
        ])
          await assert.rejects(query(url, text), /permission denied/, text)
      }
      const forbidden = [
        'create table public.x (id int)',
        'create schema x',
        'create temporary table x (id int)',
        'create database x',
        'create role x',
        "select pg_read_file('/etc/passwd')",
        "copy (select 1) to program 'true'",
        'select * from pg_authid',
        'alter role postgres nologin',
      ]
      for (const text of forbidden)
        await assert.rejects(query(url, text), /permission denied|must be|denied to/, text)
    })
  }

  test('no role can take the connections that the others need', async () => {
    const rows = await query(
      servers.databaseUrl('postgres'),
      `select rolname, rolconnlimit from pg_roles where rolname in ('auth', 'playlist', 'snapshot')`,
    )
    assert.deepEqual(
      rows?.map(({ rolconnlimit }) => rolconnlimit),
      [30, 30, 30],
    )
  })

  test('setting up again renews passwords and keeps data', async () => {
    await query(servers.databaseUrl('auth'), 'create table kept (word text)')
    const passwords = fresh()
    assert.deepEqual(await setUp(servers.databaseUrl('postgres'), passwords), {
      code: 0,
      said: 'The database mooddj has the roles and schemas of auth, playlist, snapshot.\n',
    })
    await assert.rejects(query(servers.databaseUrl('auth'), 'select 1'), /password authentication failed/)
    assert.deepEqual(await query(urlOf('auth', passwords['auth']), 'select * from kept'), [])
  })

  test('an owner who is no superuser, as managed servers give one, sets all of it up, also twice at once', async () => {
    const owner = servers.databaseUrl('postgres').replace(/mooddj$/, 'postgres')
    const password = randomBytes(12).toString('hex')
    await query(owner, 'drop database mooddj', ...databaseRoles.map((role) => `drop role ${role}`))
    await query(owner, `create role manager login createdb createrole password '${password}'`)
    const url = urlOf('manager', password).replace(/mooddj$/, 'postgres')
    const passwords = fresh()
    const ended = await Promise.all([setUp(url, passwords), setUp(url, passwords)])
    assert.deepEqual(
      ended.map(({ code, said }) => (code === 0 ? '' : said)),
      ['', ''],
    )
    assert.equal((await setUp(url, passwords)).code, 0)
    const auth = urlOf('auth', passwords['auth'])
    await query(auth, 'create table mine (id int)')
    await assert.rejects(
      query(urlOf('playlist', passwords['playlist']), 'select * from auth.mine'),
      /permission denied/,
    )
    await assert.rejects(query(auth, 'create table public.x (id int)'), /permission denied/)
    // Nor does it keep a way in, once it has made the schemas.
    await assert.rejects(query(urlOf('manager', password), 'select * from auth.mine'), /permission denied/)
  })

  test('what stands in the way is a plain sentence with the remedy', async () => {
    const wrong = await setUp(urlOf('postgres', 'not-the-password'), fresh())
    assert.equal(wrong.code, 1)
    assert.match(wrong.said, /^setup: PostgreSQL refused \(.*\): the password in POSTGRES_URL is not the one/)
    assert.match(
      (await setUp('redis://x', fresh())).said,
      /^setup: POSTGRES_URL is no URL that begins with postgres/,
    )
    rmSync(folder, { recursive: true })
    assert.match(
      (await setUp(urlOf('postgres', 'x'), {})).said,
      /auth-password cannot be read: make the secrets first/,
    )
  })

  test('a server that is not there yet is waited for', async () => {
    const passwords = fresh()
    await servers.postgres.stop()
    const ended = setUp(servers.databaseUrl('postgres').replace(/mooddj$/, 'postgres'), passwords)
    await servers.postgres.start()
    assert.equal((await ended).code, 0)
  })
})
