import { join } from 'node:path'
import { reachableFolder } from './places.ts'
import {
  type Credentials,
  ensureSigningKey,
  ensureTokenKey,
  readCredentials,
  writeSecret,
} from './servers/credentials.ts'
import { natsUrl, prepareNats } from './servers/nats.ts'
import { postgresDataVersion, postgresUrl, preparePostgres } from './servers/postgres.ts'
import { prepareRedis, redisUrl } from './servers/redis.ts'
import { findServerPrograms } from './servers/server-programs.ts'
import type { Charge } from './supervisor.ts'
import { serverUser } from './unix-user.ts'

/** The servers' loopback ports. */
export interface ServerPorts {
  readonly postgres: number
  readonly redis: number
  readonly nats: number
}

/** What one installation's servers are made of; their data and secrets last from one start to the next. */
export interface Infrastructure {
  readonly charges: readonly Charge[]
  readonly passwords: Credentials['postgres']
  /** Environment variables that name files holding the URLs and the signing key. */
  readonly secrets: SecretFiles
}

/** Files, readable by their owner only, that a service is pointed at. */
export interface SecretFiles {
  readonly nats: string
  readonly redis: string
  readonly signingKey: string
  readonly spotifyTokenKeys: string
  readonly database: (role: 'auth' | 'playlist' | 'snapshot') => string
}

/** Where PostgreSQL's data of this data folder lie. */
export function postgresFolder(data: string): string {
  return join(reachableFolder(data, serverUser()), 'postgres')
}

/** Finds or fetches the three servers, makes their credentials and data folders, and says how they are run. */
export async function prepareInfrastructure(
  data: string,
  ports: ServerPorts,
  say: (line: string) => void,
): Promise<Infrastructure> {
  const user = serverUser()
  const folder = postgresFolder(data)
  const programs = await findServerPrograms({
    base: reachableFolder(data, user),
    dataVersion: postgresDataVersion(folder),
    say,
  })
  const credentials = readCredentials(join(data, 'secrets', 'credentials.json'))
  const passwords = credentials.postgres
  const redis = {
    program: programs.redis,
    folder: join(data, 'redis'),
    port: ports.redis,
    password: credentials.redis,
  }
  const nats = {
    program: programs.nats,
    folder: join(data, 'nats'),
    port: ports.nats,
    password: credentials.nats,
  }
  const postgres = {
    program: programs.postgres,
    folder,
    user,
    port: ports.postgres,
    passwords,
    durable: true,
  }
  const charges = [
    { program: await preparePostgres(postgres), port: ports.postgres, isServer: true },
    { program: prepareRedis(redis), port: ports.redis, isServer: true },
    { program: prepareNats(nats), port: ports.nats, isServer: true },
  ]
  return { charges, passwords, secrets: writeSecretFiles(data, credentials, ports) }
}

function writeSecretFiles(data: string, credentials: Credentials, ports: ServerPorts): SecretFiles {
  const fileOf = (name: string) => join(data, 'secrets', name)
  const keep = (name: string, text: string) => {
    writeSecret(fileOf(name), text)
    return fileOf(name)
  }
  const passwords = credentials.postgres
  const databases = {
    auth: keep('auth-database-url', postgresUrl('auth', { port: ports.postgres, passwords })),
    playlist: keep('playlist-database-url', postgresUrl('playlist', { port: ports.postgres, passwords })),
    snapshot: keep('snapshot-database-url', postgresUrl('snapshot', { port: ports.postgres, passwords })),
  }
  ensureSigningKey(fileOf('auth-signing-key.pem'))
  ensureTokenKey(fileOf('spotify-token-keys'))
  return {
    nats: keep('nats-url', natsUrl({ port: ports.nats, password: credentials.nats })),
    redis: keep('redis-url', redisUrl({ port: ports.redis, password: credentials.redis })),
    signingKey: fileOf('auth-signing-key.pem'),
    spotifyTokenKeys: fileOf('spotify-token-keys'),
    database: (role) => databases[role],
  }
}
