import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { adoptOldSecrets } from '@mooddj/dj/servers/old-secrets'
import { ensureSecrets } from '@mooddj/setup/ensure-secrets'
import { openFolderStore, ownerOnly } from '@mooddj/setup/folder-store'
import { makeUrl } from '@mooddj/setup/secret-url'

const passwords = {
  postgres: 'of-the-owner',
  auth: 'of-auth',
  playlist: 'of-playlist',
  snapshot: 'of-snapshot',
}
const addresses = { nats: '127.0.0.1:1', redis: '127.0.0.1:2', postgres: '127.0.0.1:3' }
const databaseUrl = (user: keyof typeof passwords, port: number) =>
  makeUrl({
    server: 'postgres',
    user,
    password: passwords[user],
    address: `127.0.0.1:${port}`,
    path: '/mooddj',
  })

describe('the secrets of an earlier dj', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mooddj-old-secrets-'))
    const old = {
      'credentials.json': JSON.stringify({ postgres: passwords, redis: 'r', nats: 'n' }),
      'nats-url': 'nats://mooddj:n@127.0.0.1:9',
      'redis-url': 'redis://:r@127.0.0.1:9',
      'auth-database-url': databaseUrl('auth', 9),
      'playlist-database-url': databaseUrl('playlist', 9),
      'snapshot-database-url': databaseUrl('snapshot', 9),
      'auth-signing-key.pem': 'the key that tokens were signed with\n',
      'spotify-token-keys': 'first:what tokens were sealed with',
      'lan-192.168.1.2.key': 'of something else',
    }
    for (const [name, text] of Object.entries(old)) writeFileSync(join(folder, name), text)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))
  const start = async () => {
    const store = openFolderStore(folder, ownerOnly)
    await adoptOldSecrets(folder, store)
    return ensureSecrets({ store, addresses, isMoving: true })
  }

  test('that its data and tokens depend on are kept, at the addresses of this start; the others are made anew', async () => {
    const secrets = await start()
    assert.deepEqual(secrets.passwords, passwords)
    assert.equal(secrets.urlOf('postgres', 'auth'), databaseUrl('auth', 3))
    assert.equal(
      readFileSync(join(folder, 'auth/signing-key.pem'), 'utf8'),
      'the key that tokens were signed with',
    )
    assert.equal(
      readFileSync(join(folder, 'auth/spotify-token-keys'), 'utf8'),
      'first:what tokens were sealed with',
    )
    assert.match(secrets.urlOf('nats', 'gateway'), /^nats:\/\/gateway:[0-9a-f]{48}@127\.0\.0\.1:1$/)
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
    assert.deepEqual(
      files.map(({ name }) => name),
      ['lan-192.168.1.2.key'],
    )
  })

  test('stay what they became at the next start', async () => {
    assert.equal(existsSync(join(folder, 'credentials.json')), false)
    const [first, second] = [await start(), await start()]
    assert.deepEqual(second.passwords, passwords)
    assert.equal(second.urlOf('redis', 'gateway'), first.urlOf('redis', 'gateway'))
  })
})
