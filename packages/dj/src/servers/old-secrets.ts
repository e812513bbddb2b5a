import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import Value from 'typebox/value'
import type { SecretStore } from '@mooddj/setup/secret-store'

/** What an earlier `dj` kept in `secrets/credentials.json`, as far as it goes on to matter: PostgreSQL's data know these passwords. */
const OldCredentials = Type.Object({
  postgres: Type.Object({
    postgres: Type.String(),
    auth: Type.String(),
    playlist: Type.String(),
    snapshot: Type.String(),
  }),
})

const oldFiles = [
  'nats-url',
  'redis-url',
  'auth-database-url',
  'playlist-database-url',
  'snapshot-database-url',
  'auth-signing-key.pem',
  'spotify-token-keys',
  // Last: while it is there, the rest is taken over again.
  'credentials.json',
]

/** Takes over what an earlier `dj` kept in this folder, where the new place has nothing yet, and removes the old files. */
export async function adoptOldSecrets(folder: string, store: SecretStore): Promise<void> {
  const read = (name: string) => {
    const file = join(folder, name)
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
  }
  const credentials = read('credentials.json')
  if (credentials === undefined) return
  const { postgres } = Value.Parse(OldCredentials, JSON.parse(credentials))
  const urlOf = (role: 'auth' | 'playlist' | 'snapshot') =>
    `postgres://${role}:${postgres[role]}@127.0.0.1/mooddj`
  const signingKey = read('auth-signing-key.pem')
  const tokenKeys = read('spotify-token-keys')
  await store.add('postgres', { password: () => postgres.postgres })
  await store.add('auth', {
    'database-url': () => urlOf('auth'),
    ...(signingKey && { 'signing-key.pem': () => signingKey }),
    ...(tokenKeys && { 'spotify-token-keys': () => tokenKeys }),
  })
  for (const role of ['playlist', 'snapshot'] as const)
    await store.add(role, { 'database-url': () => urlOf(role) })
  for (const name of oldFiles) rmSync(join(folder, name), { force: true })
}
