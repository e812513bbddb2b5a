import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataFolder, reachableFolder } from '@mooddj/dj/places'
import { freePort } from '@mooddj/dj/ports'
import { identify } from '@mooddj/dj/process-identity'
import { type DatabaseRole, createCredentials } from '@mooddj/dj/servers/credentials'
import { natsUrl, prepareNats } from '@mooddj/dj/servers/nats'
import { postgresUrl, preparePostgres } from '@mooddj/dj/servers/postgres'
import { prepareRedis, redisUrl } from '@mooddj/dj/servers/redis'
import { findServerPrograms } from '@mooddj/dj/servers/server-programs'
import { serverUser } from '@mooddj/dj/unix-user'
import { copyPostgresTemplate } from './postgres-template.ts'
import { type TestServer, startTestServer } from './test-server.ts'

/** The servers a test file asked for, fresh and its own. Asking for one that was not started throws. */
export interface TestServers {
  readonly postgres: TestServer
  readonly redis: TestServer
  readonly nats: TestServer
  /** `redis://:password@127.0.0.1:port` */
  readonly redisUrl: string
  /** `nats://user:password@127.0.0.1:port` */
  readonly natsUrl: string
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
 * Starts real servers on free loopback ports with random passwords and empty data; PostgreSQL with the database
 * `mooddj` and the services' roles and schemas. They end at the latest with this process, however that one ends.
 */
export async function startServers(wanted: WantedServers): Promise<TestServers> {
  const user = serverUser()
  const parent = reachableFolder(tmpdir(), user)
  sweep(parent)
  const folder = mkdtempSync(join(parent, `mooddj-test-${process.pid}-`))
  chmodSync(folder, 0o755)
  const base = reachableFolder(dataFolder(), user)
  const programs = await findServerPrograms({ base, say: quiet })
  const secrets = createCredentials()
  const started = new Map<keyof WantedServers, TestServer>()
  let passwords = secrets.postgres
  const starters = {
    postgres: async (port: number) => {
      const template = { program: programs.postgres, base, user }
      const place = join(folder, 'postgres')
      passwords = await copyPostgresTemplate(template, place)
      return preparePostgres({ ...template, folder: place, port, passwords, durable: false })
    },
    redis: async (port: number) =>
      prepareRedis({ program: programs.redis, folder: join(folder, 'redis'), port, password: secrets.redis }),
    nats: async (port: number) =>
      prepareNats({ program: programs.nats, folder: join(folder, 'nats'), port, password: secrets.nats }),
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
      return redisUrl({ port: server('redis').port, password: secrets.redis })
    },
    get natsUrl() {
      return natsUrl({ port: server('nats').port, password: secrets.nats })
    },
    databaseUrl: (role) => postgresUrl(role, { port: server('postgres').port, passwords }),
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
