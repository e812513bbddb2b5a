import { freshPassword, freshSigningKey, freshTokenKey } from './fresh-secret.ts'
import { natsUsers, renderNatsUsers } from './nats-users.ts'
import { redisUsers, renderRedisUsers } from './redis-users.ts'
import { type DatabasePasswords, databaseName } from './roles.ts'
import type { SecretStore } from './secret-store.ts'
import { type Server, passwordIn, reachedAt, urlOf } from './secret-url.ts'

/** Where the three servers are reached, `host:port` each. */
export type ServerAddresses = Readonly<Record<Server, string>>

/** Their addresses on a network of containers. */
export const networkAddresses: ServerAddresses = {
  nats: 'nats:4222',
  redis: 'redis:6379',
  postgres: 'postgres:5432',
}

/** What the servers, and whoever sets the database up, are to know. */
export interface EnsuredSecrets {
  readonly passwords: DatabasePasswords
  /** Of who may make databases and roles. */
  readonly postgresUrl: string
  /** The text of NATS's `users.conf`. */
  readonly natsUsers: string
  /** The text of Redis's `users.acl`. */
  readonly redisUsers: string
}

interface Holder {
  /** Name of the folder, and of its user on each server. */
  readonly user: string
  /** Servers that it reaches, by a URL with a password of its own. */
  readonly servers: readonly Server[]
  /** What else it holds, and how that is made. */
  readonly others?: Readonly<Record<string, () => string>>
}

const holders: readonly Holder[] = [
  { user: 'gateway', servers: ['nats', 'redis'] },
  { user: 'inference', servers: ['nats', 'redis'] },
  {
    user: 'auth',
    servers: ['nats', 'redis', 'postgres'],
    others: { 'signing-key.pem': freshSigningKey, 'spotify-token-keys': freshTokenKey },
  },
  { user: 'playlist', servers: ['nats', 'redis', 'postgres'] },
  { user: 'snapshot', servers: ['nats', 'redis', 'postgres'] },
  { user: 'monitor', servers: ['nats'] },
]

const fileOf = { nats: 'nats-url', redis: 'redis-url', postgres: 'database-url' } as const

/**
 * Makes every secret that is not there yet, in the folder of the one that may know it. What a service holds is the truth and is never
 * changed; what the servers are told of their users, and setup of the roles' passwords, follows from it each time. So a run that ended
 * half-way is completed by the next one, a new release brings its rights along, and a secret is renewed by removing the text that holds it.
 * @param isMoving whether URLs that are there are brought to these addresses; otherwise, whoever wrote another address meant it
 * @throws {PlainError} when a secret that is there cannot be used
 */
export async function ensureSecrets(
  store: SecretStore,
  addresses: ServerAddresses,
  { isMoving = false }: { isMoving?: boolean } = {},
): Promise<EnsuredSecrets> {
  const passwords = new Map<string, string>()
  for (const { user, servers, others } of holders) {
    const makers = servers.map((server) => {
      const path = server === 'postgres' ? `/${databaseName}` : ''
      const make = () => urlOf({ server, user, password: freshPassword(), address: addresses[server], path })
      return [fileOf[server], make] as const
    })
    const kept = await store.add(user, { ...Object.fromEntries(makers), ...others })
    for (const server of servers) {
      const url = kept[fileOf[server]] ?? ''
      passwords.set(`${user} ${server}`, passwordIn(url, { user, where: `${user}/${fileOf[server]}` }))
      if (isMoving) await store.set(user, { [fileOf[server]]: reachedAt(url, addresses[server]) })
    }
  }
  const passwordOf = (server: Server) => (user: string) => passwords.get(`${user} ${server}`) ?? ''

  await store.add('grafana', { password: freshPassword })
  const { password: owner = '' } = await store.add('postgres', { password: freshPassword })
  const make = () =>
    urlOf({
      server: 'postgres',
      user: 'postgres',
      password: owner,
      address: addresses.postgres,
      path: '/postgres',
    })
  const { 'postgres-url': kept = '' } = await store.add('setup', { 'postgres-url': make })
  const postgresUrl = isMoving ? reachedAt(kept, addresses.postgres) : kept
  const roles = {
    auth: passwordOf('postgres')('auth'),
    playlist: passwordOf('postgres')('playlist'),
    snapshot: passwordOf('postgres')('snapshot'),
  }
  await store.set('setup', {
    'postgres-url': postgresUrl,
    'auth-password': roles.auth,
    'playlist-password': roles.playlist,
    'snapshot-password': roles.snapshot,
  })
  const users = {
    natsUsers: renderNatsUsers(natsUsers(passwordOf('nats'))),
    redisUsers: renderRedisUsers(redisUsers(passwordOf('redis'))),
  }
  await store.set('nats', { 'users.conf': users.natsUsers })
  await store.set('redis', { 'users.acl': users.redisUsers })
  return { passwords: { postgres: owner, ...roles }, postgresUrl, ...users }
}
