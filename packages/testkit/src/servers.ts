import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataFolder, reachableFolder } from '@mooddj/dj/places'
import { freePort } from '@mooddj/dj/ports'
import { identify } from '@mooddj/dj/process-identity'
import { prepareNats } from '@mooddj/dj/servers/nats'
import { preparePostgres } from '@mooddj/dj/servers/postgres'
import { prepareRedis } from '@mooddj/dj/servers/redis'
import { findServerPrograms } from '@mooddj/dj/servers/server-programs'
import { serverUser } from '@mooddj/dj/unix-user'
import { renderNatsUsers } from '@mooddj/setup/nats-users'
import { renderRedisUsers } from '@mooddj/setup/redis-users'
import { type DatabaseRole, type ServiceName, databaseName } from '@mooddj/setup/roles'
import { reachedAt } from '@mooddj/setup/secret-url'
import { copyPostgresTemplate } from './postgres-template.ts'
import { ensureTestSecrets } from './test-secrets.ts'
import { type TestServer, startTestServer } from './test-server.ts'

/** The servers a test file asked for, fresh and its own. Asking for one that was not started throws. */
export interface TestServers {
  readonly postgres: TestServer
  readonly redis: TestServer
  readonly nats: TestServer
  /** `redis://test:password@127.0.0.1:port`: who may do everything, as a test that looks on. */
  readonly redisUrl: string
  /** `nats://test:password@127.0.0.1:port`: who may do everything, as a test that listens or speaks in others' places. */
  readonly natsUrl: string
  /** A service's own user, with its rights and no other. */
  readonly redisUrlOf: (user: ServiceName) => string
  /** A service's own user, the monitor's or the keeper's, with its rights and no other. */
  readonly natsUrlOf: (user: ServiceName | 'monitor' | 'keeper') => string
  /** `postgres://role:password@127.0.0.1:port/mooddj`; the role `postgres` is the superuser. */
  readonly databaseUrl: (role: DatabaseRole | 'postgres') => string
  /** Ends the servers and removes their data. */
  readonly stop: () => Promise<void>
}

/** Which servers are to be started. */
export interface WantedServers {
  readonly postgres?: boolean
  readonly redis?: boolean
  readonly nats?: boolean
}

const quiet = () => undefined

/**
 * Starts real servers on free loopback ports with empty data and the users and rights that the services have everywhere; PostgreSQL with the
 * database `mooddj` and the services' roles and schemas. They end at the latest with this process, however that one ends.
 */
export async function startServers(wanted: WantedServers): Promise<TestServers> {
  const user = serverUser()
  const parent = reachableFolder(tmpdir(), user)
  sweep(parent)
  const folder = mkdtempSync(join(parent, `mooddj-test-${process.pid}-`))
  chmodSync(folder, 0o755)
  const base = reachableFolder(dataFolder(), user)
  const programs = await findServerPrograms({ base, say: quiet })
  const home = join(base, 'test')
  const secrets = await ensureTestSecrets(home)
  const { passwords, postgresUrl, urlOf } = secrets
  const started = new Map<keyof WantedServers, TestServer>()
  const starters = {
    postgres: async (port: number) => {
      const place = join(folder, 'postgres')
      await copyPostgresTemplate({ program: programs.postgres, home, user, passwords, postgresUrl }, place)
      const { postgres: password } = passwords
      return preparePostgres({
        program: programs.postgres,
        folder: place,
        user,
        port,
        password,
        durable: false,
      })
    },
    redis: async (port: number) =>
      prepareRedis({
        program: programs.redis,
        folder: join(folder, 'redis'),
        port,
        users: renderRedisUsers(secrets.redisUsers),
      }),
    nats: async (port: number) =>
      prepareNats({
        program: programs.nats,
        folder: join(folder, 'nats'),
        port,
        users: renderNatsUsers(secrets.natsUsers),
        probeUrl: urlOf('nats', 'monitor'),
      }),
  }
  const start = async (name: keyof WantedServers) => {
    if (wanted[name] !== true) return
    const port = await freePort()
    started.set(name, await startTestServer(await starters[name](port), port, join(folder, `${name}.log`)))
  }
  await Promise.all([start('postgres'), start('redis'), start('nats')])
  const server = (name: keyof WantedServers) => {
    const found = started.get(name)
    if (found === undefined)
      throw new Error(`This test did not start ${name}: startServers({ ${name}: true })`)
    return found
  }
  const here = (name: keyof WantedServers, url: string) => reachedAt(url, `127.0.0.1:${server(name).port}`)
  return {
    get postgres() {
      return server('postgres')
    },
    get redis() {
      return server('redis')
    },
    get nats() {
      return server('nats')
    },
    get redisUrl() {
      return here('redis', secrets.redisUrl)
    },
    get natsUrl() {
      return here('nats', secrets.natsUrl)
    },
    redisUrlOf: (user) => here('redis', urlOf('redis', user)),
    natsUrlOf: (user) => here('nats', urlOf('nats', user)),
    databaseUrl: (role) =>
      here(
        'postgres',
        role === 'postgres'
          ? postgresUrl.replace(/\/postgres$/, `/${databaseName}`)
          : urlOf('postgres', role),
      ),
    stop: async () => {
      await Promise.all([...started.values()].map((running) => running.kill()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Removes what test processes that were killed left behind. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^mooddj-test-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && identify(Number(pid)) === undefined)
      rmSync(join(parent, name), { recursive: true, force: true })
  }
}
