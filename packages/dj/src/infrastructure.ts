import { join } from 'node:path'
import { type EnsuredSecrets, ensureSecrets } from '@mooddj/setup/ensure-secrets'
import { openFolderStore, ownerOnly } from '@mooddj/setup/folder-store'
import { renderNatsUsers } from '@mooddj/setup/nats-users'
import { renderRedisUsers } from '@mooddj/setup/redis-users'
import { reachableFolder } from './places.ts'
import { prepareNats } from './servers/nats.ts'
import { adoptOldSecrets } from './servers/old-secrets.ts'
import { postgresDataVersion, preparePostgres } from './servers/postgres.ts'
import { prepareRedis } from './servers/redis.ts'
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
export interface Infrastructure extends Pick<EnsuredSecrets, 'passwords' | 'postgresUrl'> {
  readonly charges: readonly Charge[]
  /** The folder of secrets: in it one a service, with files that only their owner can read. */
  readonly secrets: string
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
  const secrets = join(data, 'secrets')
  const { passwords, postgresUrl, urlOf, natsUsers, redisUsers } = await prepareSecrets(secrets, ports)
  const redis = {
    program: programs.redis,
    folder: join(data, 'redis'),
    port: ports.redis,
    users: renderRedisUsers(redisUsers),
  }
  const nats = {
    program: programs.nats,
    folder: join(data, 'nats'),
    port: ports.nats,
    users: renderNatsUsers(natsUsers),
    probeUrl: urlOf('nats', 'monitor'),
  }
  const postgres = {
    program: programs.postgres,
    folder,
    user,
    port: ports.postgres,
    password: passwords.postgres,
    durable: true,
  }
  const charges = [
    { program: await preparePostgres(postgres), port: ports.postgres, isServer: true },
    { program: prepareRedis(redis), port: ports.redis, isServer: true },
    { program: prepareNats(nats), port: ports.nats, isServer: true },
  ]
  return { charges, passwords, postgresUrl, secrets }
}

async function prepareSecrets(folder: string, ports: ServerPorts): Promise<EnsuredSecrets> {
  const store = openFolderStore(folder, ownerOnly)
  await adoptOldSecrets(folder, store)
  const at = (port: number) => `127.0.0.1:${port}`
  const addresses = { nats: at(ports.nats), redis: at(ports.redis), postgres: at(ports.postgres) }
  return ensureSecrets({ store, addresses, isMoving: true })
}
