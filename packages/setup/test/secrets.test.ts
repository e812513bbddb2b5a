import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { KEPT_CHANNELS } from '@mooddj/shared/channels'
import { natsRights } from '@mooddj/setup/nats-rights'
import { databaseRoles, serviceNames } from '@mooddj/setup/roles'

const program = join(import.meta.dirname, '../src/secrets.ts')

describe('secrets in a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mooddj-secrets-test-'))
    chmodSync(folder, 0o777)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs the program, as another user where one is named; resolves with its exit code and what it said. */
  const run = (args: readonly string[] = [folder], uid?: number) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      execFile(
        process.execPath,
        [program, ...args],
        uid === undefined ? {} : { uid, gid: uid },
        (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      )
    })
  const text = (name: string) => readFileSync(join(folder, name), 'utf8')
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .toSorted()
  const all = () => Object.fromEntries(files().map((name) => [name, text(name)]))
  const assertFitting = () => {
    for (const service of serviceNames) {
      const { username, password } = new URL(text(`${service}/nats-url`))
      assert.equal(username, service)
      assert.ok(text('nats/users.conf').includes(`{ user: "${service}", password: "${password}"`), service)
      assert.match(text('redis/users.acl'), new RegExp(`^user ${service} on #[0-9a-f]{64} `, 'm'))
    }
    for (const role of databaseRoles)
      assert.equal(new URL(text(`${role}/database-url`)).password, text(`setup/${role}-password`))
    assert.equal(new URL(text('setup/postgres-url')).password, text('postgres/password'))
  }

  test('are made once: a second run changes nothing and says so', async () => {
    assert.equal((await run()).code, 0)
    assertFitting()
    const made = all()
    assert.deepEqual(await run(), {
      code: 0,
      said: `Every secret is in ${folder}; what was there has stayed.\n`,
    })
    assert.deepEqual(all(), made)
  })

  test('are all different, long and random, and the keys are keys', async () => {
    await run()
    const urls = files().filter((name) => name.endsWith('-url') && name !== 'setup/postgres-url')
    const passwords = [
      ...urls.map((name) => new URL(text(name)).password),
      text('postgres/password'),
      text('grafana/password'),
    ]
    assert.equal(new Set(passwords).size, passwords.length)
    for (const password of passwords) assert.match(password, /^[0-9a-f]{48}$/)
    assert.equal(
      createPrivateKey(text('auth/signing-key.pem')).asymmetricKeyDetails?.namedCurve,
      'prime256v1',
    )
    assert.equal(Buffer.from(text('auth/spotify-token-keys').replace('first:', ''), 'base64').byteLength, 32)
  })

  test('can be read by whatever user a container runs as, and written in place by nobody', async () => {
    await run()
    for (const name of files()) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o444, name)
    for (const name of readdirSync(folder))
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o755, name)
  })

  test('are completed where a run ended half-way: what is there stays, what is missing or empty is made, and all fit', async () => {
    await run()
    const made = all()
    for (const name of ['gateway/nats-url', 'nats/users.conf', 'setup/auth-password'])
      rmSync(join(folder, name))
    rmSync(join(folder, 'redis/users.acl'))
    writeFileSync(join(folder, 'redis/users.acl'), '')
    rmSync(join(folder, 'auth/signing-key.pem'))
    writeFileSync(join(folder, 'auth/signing-key.pem'), '')
    writeFileSync(join(folder, 'auth/.signing-key.pem.1.new'), 'half a ke')
    assert.equal((await run()).code, 0)
    assertFitting()
    const changed = files().filter((name) => made[name] !== undefined && text(name) !== made[name])
    assert.deepEqual(changed, ['auth/signing-key.pem', 'gateway/nats-url', 'nats/users.conf'])
  })

  test('made by three runs at once are one set', async () => {
    const ended = await Promise.all([run(), run(), run()])
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0, 0],
    )
    assertFitting()
  })

  test('that somebody chose stay theirs, and the servers are told of them', async () => {
    mkdirSync(join(folder, 'playlist'))
    writeFileSync(join(folder, 'playlist/nats-url'), 'nats://playlist:seven%20otters@elsewhere:4222\n')
    assert.equal((await run()).code, 0)
    assert.equal(text('playlist/nats-url'), 'nats://playlist:seven%20otters@elsewhere:4222\n')
    assert.match(text('nats/users.conf'), /user: "playlist", password: "seven otters"/)
  })

  test('that cannot be used are named with the remedy', async () => {
    mkdirSync(join(folder, 'playlist'))
    writeFileSync(join(folder, 'playlist/nats-url'), 'nats://gateway:seven-otters@nats:4222')
    assert.deepEqual(await run(), {
      code: 1,
      said: 'setup: playlist/nats-url holds no URL with a password of the user playlist: mend it, or remove it to have a new one made.\n',
    })
    assert.match((await run([])).said, /^setup: Say where the secrets go/)
  })

  test(
    'are refused in plain words where the folder cannot be written',
    { skip: process.getuid?.() !== 0 },
    async () => {
      chmodSync(folder, 0o755)
      const { code, said } = await run([folder], 65_534)
      assert.equal(code, 1)
      assert.match(said, /^setup: .* cannot be written by user 65534: give it to that user \(chown\)/)
      assert.deepEqual(files(), [])
    },
  )
})

test('the table of rights knows every kept channel, each told by one service, and no other', () => {
  const told: string[] = Object.values(natsRights).flatMap(({ tells }) =>
    tells.filter((channel) => channel.startsWith('every.')),
  )
  assert.deepEqual(told.toSorted(), KEPT_CHANNELS.map(({ name }) => `every.${name}`).toSorted())
})
