import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { PlainError } from '../plain-error.ts'
import type { Program } from '../program.ts'
import type { UnixUser } from '../unix-user.ts'
import type { ServerPrograms } from './server-programs.ts'

const run = promisify(execFile)

/** What a PostgreSQL server is set up with. */
export interface PostgresSetup {
  readonly program: ServerPrograms['postgres']
  /** Folder for its data; its user can reach the folder above. */
  readonly folder: string
  readonly user: UnixUser | undefined
  readonly port: number
  /** Of `postgres`, who owns it. */
  readonly password: string
  /** False only in tests: a crash of the machine may then lose data, and everything is faster. */
  readonly durable: boolean
}

/** The major version that wrote the data in this folder; undefined when there is none yet. */
export function postgresDataVersion(folder: string): number | undefined {
  const file = join(folder, 'PG_VERSION')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined
}

/** Creates the data folder on the first call. The server listens on loopback only and checks passwords (SCRAM). */
export async function preparePostgres(setup: PostgresSetup): Promise<Program> {
  if (postgresDataVersion(setup.folder) === undefined) await initialise(setup)
  const { program, folder, user, port, password } = setup
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'GMT',
    log_timezone: 'GMT',
    jit: 'off',
    max_connections: 100,
    ...(!setup.durable && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      shared_buffers: '16MB',
    }),
  }
  return {
    name: 'postgres',
    command: join(program.folder, 'postgres'),
    args: ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: folder,
    env: { ...process.env, ...program.env },
    user,
    // SIGTERM would wait for every client to leave; SIGINT ends their sessions and closes in good order.
    stopSignal: 'SIGINT',
    isReady: () => answers({ port, password }),
  }
}

async function initialise({ program, folder, user, password }: PostgresSetup): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secret = `${folder}.password`
  writeFileSync(secret, password, { mode: 0o600 })
  if (user !== undefined) for (const path of [folder, secret]) chownSync(path, user.uid, user.gid)
  const args = ['-D', folder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${secret}`]
  const locale = ['--encoding=UTF8', '--locale=C']
  const env = { ...process.env, ...program.env, LC_ALL: 'C', TZ: 'GMT' }
  try {
    await run(join(program.folder, 'initdb'), [...args, ...locale], {
      cwd: folder,
      env,
      ...(user && { uid: user.uid, gid: user.gid }),
    })
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    const output = cause instanceof Error ? cause.message : ''
    if (/No space left/.test(output))
      throw new PlainError('The disk is full: PostgreSQL needs about 100 MB; make room and try again.', {
        cause,
      })
    throw new PlainError(`PostgreSQL could not create its data in ${folder}: ${output.trim()}`, { cause })
  } finally {
    rmSync(secret, { force: true })
  }
}

async function answers({ port, password }: Pick<PostgresSetup, 'port' | 'password'>): Promise<boolean> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  })
  // A server that goes down mid-way says so on the client, too; the query in flight already rejects.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    // Not up yet, going down, or another server's port: all of them mean not ready.
    return false
  } finally {
    await client.end()
  }
}
