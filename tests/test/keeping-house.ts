import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '@mooddj/dj/places'
import { freePort } from '@mooddj/dj/ports'
import { databaseRoles } from '@mooddj/setup/roles'
import { answersWell, ownEnvironment, serviceFolder } from '@mooddj/dj/services'
import { Client } from 'pg'
import { type TestServers, startServers } from '@mooddj/testkit/servers'
import { type TestServer, startTestServer } from '@mooddj/testkit/test-server'

const run = promisify(execFile)
const started = ['auth', 'playlist', 'snapshot'] as const
type Kept = (typeof started)[number]

/** The services that keep something, on servers of their own, spoken to without the edge; and dj pointed at those servers, as an owner of the database who is no superuser. */
export interface KeepingHouse {
  readonly servers: TestServers
  /** Brings the schemas up to date. */
  migrate(): Promise<void>
  /** Starts the services that do not run. */
  open(): Promise<void>
  /** Ends one service, or all. */
  end(name?: Kept): Promise<void>
  /** Calls a service; a token is a bearer's, objects become JSON, forms stay forms. */
  call(service: Kept, method: string, path: string, body?: object, token?: string): Promise<Answer>
  /** `dj backup` and `dj restore` on these servers. */
  dj(...args: string[]): Promise<string>
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly text: string
}

/** Servers with empty schemas, and nothing running on them yet. */
export async function createKeepingHouse(signingKey: string): Promise<KeepingHouse> {
  const servers = await startServers({ postgres: true, redis: true, nats: true })
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-keeping-'))
  const fileOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const urls = [
    `--database-url-file=${fileOf('database-url', await createOwner(servers.databaseUrl('postgres')))}`,
    `--nats-url-file=${fileOf('nats-url', servers.natsUrlOf('keeper'))}`,
  ]
  const ports = new Map<Kept, { port: number; ops: number }>()
  for (const name of started) ports.set(name, { port: await freePort(), ops: await freePort() })
  const portOf = (name: Kept) => ports.get(name) ?? { port: 0, ops: 0 }
  const origin = (name: Kept) => `http://127.0.0.1:${portOf(name).port}`
  const environment = (name: Kept) => ({
    ...ownEnvironment(),
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.compile-cache'),
    PORT: String(portOf(name).port),
    OPS_PORT: String(portOf(name).ops),
    LOG_LEVEL: 'warn',
    NATS_URL: servers.natsUrlOf(name),
    REDIS_URL: servers.redisUrlOf(name),
    DATABASE_URL: servers.databaseUrl(name),
    AUTH_URL: origin('auth'),
    PLAYLIST_URL: origin('playlist'),
    SNAPSHOT_URL: origin('snapshot'),
    PUBLIC_URL: 'http://127.0.0.1:3999',
    AUTH_SIGNING_KEY: signingKey,
  })
  const running = new Map<Kept, TestServer>()
  const start = async (name: Kept) => {
    const program = {
      name,
      command: process.execPath,
      args: ['src/main.ts'],
      cwd: serviceFolder(name),
      env: environment(name),
      stopSignal: 'SIGTERM' as const,
      isReady: () => answersWell(`http://127.0.0.1:${portOf(name).ops}/readyz`),
    }
    running.set(name, await startTestServer(program, portOf(name).port, join(folder, `${name}.log`)))
  }
  const end = async (name?: Kept) => {
    for (const each of name === undefined ? started : [name]) {
      await running.get(each)?.stop()
      running.delete(each)
    }
  }
  return {
    servers,
    async migrate() {
      const migrate = (name: Kept) =>
        run(process.execPath, ['src/migrate.ts'], { cwd: serviceFolder(name), env: environment(name) })
      await Promise.all(databaseRoles.map(migrate))
    },
    async open() {
      await Promise.all(started.filter((name) => !running.has(name)).map(start))
    },
    end,
    async call(service, method, path, body, token) {
      const isForm = body instanceof FormData
      const answer = await fetch(new URL(path, origin(service)), {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      })
      return { status: answer.status, text: await answer.text() }
    },
    async dj(...args) {
      const program = join(root, 'packages/dj/src/main.ts')
      const { stdout } = await run(process.execPath, [program, ...args, ...urls], {
        env: { ...process.env, MOODDJ_DATA: folder },
      })
      return stdout
    },
    async close() {
      await end()
      await servers.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A role that owns the database and is no superuser, as those who manage PostgreSQL for others give one; its URL. */
async function createOwner(superuserUrl: string): Promise<string> {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  const password = randomUUID()
  await client.query(`create role manager login createdb createrole password '${password}'`)
  await client.query('alter database mooddj owner to manager')
  await client.end()
  const url = new URL(superuserUrl)
  url.username = 'manager'
  url.password = password
  return url.href
}
