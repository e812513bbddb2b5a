import { freshPassword, freshSigningKey, freshTokenKey } from './fresh-secret.ts'
import { type NatsUser, createNatsUsers, renderNatsUsers } from './nats-users.ts'
import { type RedisUser, createRedisUsers, renderRedisUsers } from './redis-users.ts'
import { type DatabasePasswords, databaseName } from './roles.ts'
import type { SecretStore } from './secret-store.ts'
import { type Server, makeUrl, passwordIn, reachedAt } from './secret-url.ts'

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
  /** What a service reaches a server by. */
  readonly urlOf: (server: Server, user: string) => string
  readonly natsUsers: readonly NatsUser[]
  readonly redisUsers: readonly RedisUser[]
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
  { user: 'keeper', servers: ['nats'] },
]

const fileOf = { nats: 'nats-url', redis: 'redis-url', postgres: 'database-url' } as const

/** Where secrets are kept, and where their URLs lead. */
interface Place {
  readonly store: SecretStore
  readonly addresses: ServerAddresses
  /** Whether URLs that are there are brought to these addresses; otherwise, whoever wrote another address meant it. */
  readonly isMoving?: boolean
}

/**
 * Makes every secret that is not there yet, in the folder of the one that may know it. What a service holds is the truth and is never
 * changed; what the servers are told of their users, and setup of the roles' passwords, follows from it each time. So a run that ended
 * half-way is completed by the next one, a new release brings its rights along, and a secret is renewed by removing the text that holds it.
 * @throws {PlainError} when a secret that is there cannot be used
 */
export async function ensureSecrets(place: Place): Promise<EnsuredSecrets> {
  const { store } = place
  const urls = new Map<string, string>()
  for (const holder of holders) await keepHolder(place, holder, urls)
  const urlOf = (server: Server, user: string) => urls.get(`${user}/${fileOf[server]}`) ?? ''
  const passwordOf = (server: Server) => (user: string) =>
    passwordIn(urlOf(server, user), { user, where: `${user}/${fileOf[server]}` })
  await store.add('grafana', { password: freshPassword })
  const { owner, postgresUrl } = await keepOwner(place)
  const ofRole = passwordOf('postgres')
  const roles = { auth: ofRole('auth'), playlist: ofRole('playlist'), snapshot: ofRole('snapshot') }
  await store.set('setup', {
    'auth-password': roles.auth,
    'playlist-password': roles.playlist,
    'snapshot-password': roles.snapshot,
  })
  const users = {
    natsUsers: createNatsUsers(passwordOf('nats')),
    redisUsers: createRedisUsers(passwordOf('redis')),
  }
  await store.set('nats', { 'users.conf': renderNatsUsers(users.natsUsers) })
  await store.set('redis', { 'users.acl': renderRedisUsers(users.redisUsers) })
  return { passwords: { postgres: owner, ...roles }, postgresUrl, urlOf, ...users }
}

/** Sees to one holder's folder, and notes its URLs by folder and name. */
async function keepHolder(
  { store, addresses, isMoving }: Place,
  { user, servers, others }: Holder,
  urls: Map<string, string>,
): Promise<void> {
  const makers = servers.map((server) => {
    const path = server === 'postgres' ? `/${databaseName}` : ''
    const make = () => makeUrl({ server, user, password: freshPassword(), address: addresses[server], path })
    return [fileOf[server], make] as const
  })
  const kept = await store.add(user, { ...Object.fromEntries(makers), ...others })
  for (const server of servers) {
    const url = kept[fileOf[server]] ?? ''
    const moved = isMoving ? reachedAt(url, addresses[server]) : url
    if (moved !== url) await store.set(user, { [fileOf[server]]: moved })
    urls.set(`${user}/${fileOf[server]}`, moved)
  }
}

/** The password of who owns the database server, and the URL that setup reaches it by: another one where the server is somebody else's. */
async function keepOwner({ store, addresses, isMoving }: Place) {
  const { password: owner = '' } = await store.add('postgres', { password: freshPassword })
  const parts = {
    server: 'postgres',
    user: 'postgres',
    password: owner,
    address: addresses.postgres,
  } as const
  const make = () => makeUrl({ ...parts, path: '/postgres' })
  const { 'postgres-url': kept = '' } = await store.add('setup', { 'postgres-url': make })
  const postgresUrl = isMoving ? reachedAt(kept, addresses.postgres) : kept
  if (postgresUrl !== kept) await store.set('setup', { 'postgres-url': postgresUrl })
  return { owner, postgresUrl }
}
