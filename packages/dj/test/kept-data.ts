import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Client } from 'pg'
import { openNatsLine } from '@mooddj/dj/backup/nats-line'
import { type Reach, reachHouse } from '@mooddj/dj/backup/reach'
import { describeStream } from '@mooddj/dj/backup/stream-snapshot'
import { run as restore } from '@mooddj/dj/commands/restore'
import { readLedger, writeLedger } from '@mooddj/dj/ledger'
import { hasCode } from '@mooddj/dj/process-identity'
import { postgresFolder } from '@mooddj/dj/infrastructure'
import { root } from '@mooddj/dj/places'
import { type DatabaseRole, databaseRoles } from '@mooddj/setup/roles'
import { serviceFolder } from '@mooddj/dj/services'
import { createTemporaryData } from './temporary-data.ts'

const run = promisify(execFile)
const main = join(root, 'packages/dj/src/main.ts')
const quiet = { say: () => undefined, step: <T>(_name: string, task: () => Promise<T>) => task() }

/** What is in a house, as far as these tests put something there. */
export interface Content {
  readonly people: readonly string[]
  readonly events: number
}

/** A data folder with a house that is down, and dj on it. */
export function createKeptData() {
  const data = createTemporaryData()
  const environment = { ...process.env, MOODDJ_DATA: data.folder }
  const use = async <T>(task: (reach: Reach) => Promise<T>): Promise<T> => {
    const reach = await reachHouse(data.folder, { mayRun: false, progress: quiet })
    try {
      return await task(reach)
    } finally {
      await reach.close()
    }
  }
  /** Who keeps the stream may not make one: that is for the services. */
  const openAuthLine = async () =>
    (await openNatsLine(readFileSync(join(data.folder, 'secrets/auth/nats-url'), 'utf8'))).connection
  return {
    folder: data.folder,
    /** Makes the services' schemas, and an empty stream. */
    migrate: () =>
      use(async ({ databaseUrl }) => {
        const env = { ...environment, DATABASE_URL: databaseUrl }
        const migrate = (name: DatabaseRole) =>
          run(process.execPath, ['src/migrate.ts'], { cwd: serviceFolder(name), env })
        await Promise.all(databaseRoles.map(migrate))
        const line = await openAuthLine()
        const manager = await jetstreamManager(line, { checkAPI: false })
        await manager.streams.add({ name: 'every', subjects: ['every.>'] })
        await line.close()
      }),
    /** Adds somebody, and an event. */
    add: (person: string) =>
      use(async ({ databaseUrl }) => {
        await query(
          databaseUrl,
          'insert into auth.accounts (id, display_name, created_at, last_used_at) values (gen_random_uuid(), $1, now(), now())',
          [person],
        )
        const line = await openAuthLine()
        await jetstream(line).publish('every.consent.given.v1.somebody', person)
        await line.close()
      }),
    /** Runs a task while the house looks as one that is up, its servers there and its ledger written. */
    whileUp: <T>(task: () => Promise<T>) =>
      use(async () => {
        const ledger = readLedger(data.folder)
        assert.ok(ledger !== undefined)
        writeLedger(data.folder, { ...ledger, url: 'http://127.0.0.1:3000' })
        return task()
      }),
    content: () =>
      use(async ({ databaseUrl, natsUrl }): Promise<Content> => {
        const rows = await query(databaseUrl, 'select display_name as name from auth.accounts order by 1', [])
        const { connection } = await openNatsLine(natsUrl)
        const stream = await describeStream(connection)
        await connection.close()
        return { people: rows.map(({ name }) => String(name)), events: stream?.state.messages ?? 0 }
      }),
    /** `dj restore`, in this process, which saves the time that another takes to start. */
    async restore(...args: string[]): Promise<void> {
      const { MOODDJ_DATA } = process.env
      process.env['MOODDJ_DATA'] = data.folder
      try {
        await restore(args)
      } finally {
        if (MOODDJ_DATA === undefined) delete process.env['MOODDJ_DATA']
        else process.env['MOODDJ_DATA'] = MOODDJ_DATA
      }
    },
    /** `dj`, to its end; what it says on either channel, and its exit code. */
    async dj(...args: string[]): Promise<{ code: number; said: string }> {
      try {
        const { stdout, stderr } = await run(process.execPath, [main, ...args], { env: environment })
        return { code: 0, said: stdout + stderr }
      } catch (error) {
        if (error instanceof Error && 'stderr' in error && 'stdout' in error && 'code' in error)
          return { code: Number(error.code), said: String(error.stdout) + String(error.stderr) }
        throw error
      }
    },
    /** `dj`, killed as soon as it has said these words. */
    async djKilledAt(words: string, ...args: string[]): Promise<void> {
      const child = spawn(process.execPath, [main, ...args], {
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      // Its output ends before it does, and for as long as it is there, it counts as the one that runs the house.
      const ended = once(child, 'exit')
      let said = ''
      for await (const text of child.stdout.setEncoding('utf8')) {
        said += String(text)
        if (said.includes(words) && child.signalCode === null) child.kill('SIGKILL')
      }
      await ended
      if (!said.includes(words)) throw new Error(`dj never said ${words}: ${said}`)
    },
    async remove() {
      await run(process.execPath, [main, 'down'], { env: environment })
      const outside = postgresFolder(data.folder)
      if (existsSync(outside)) rmSync(outside, { recursive: true, force: true })
      data.remove()
    },
  }
}
export type KeptData = ReturnType<typeof createKeptData>

async function query(databaseUrl: string, text: string, values: unknown[]) {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Mounts a small memory disk; undefined for whoever may not. */
export async function mountSmallDisk(
  folder: string,
  size: string,
): Promise<(() => Promise<void>) | undefined> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  } catch (error) {
    if (
      hasCode(error, 'ENOENT') ||
      (error instanceof Error && /permission|superuser|must be/i.test(error.message))
    )
      return undefined
    throw error
  }
  return async () => void (await run('umount', [folder]))
}
