import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client, type ClientConfig } from 'pg'
import { PlainError } from '../plain-error.ts'
import type { Program } from '../program.ts'
import type { UnixUser } from '../unix-user.ts'
import { type Credentials, databaseRoles } from './credentials.ts'
import type { ServerPrograms } from './server-programs.ts'

const run = promisify(execFile)

/** The database that all services share, a schema each. */
export const databaseName = 'mooddj'

/** What a PostgreSQL server is set up with. */
export interface PostgresSetup {
  readonly program: ServerPrograms['postgres']
  /** Folder for its data; its user can reach the folder above. */
  readonly folder: string
  readonly user: UnixUser | undefined
  readonly port: number
  readonly passwords: Credentials['postgres']
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
  const { program, folder, user, port, passwords } = setup
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
    isReady: () => answers({ port, password: passwords.postgres }),
  }
}

async function initialise({ program, folder, user, passwords }: PostgresSetup): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secret = `${folder}.password`
  writeFileSync(secret, passwords.postgres, { mode: 0o600 })
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

/** Makes the database, and per service a role that owns the schema of its name and sees nothing else. Idempotent. */
export async function ensureDatabase(setup: Pick<PostgresSetup, 'port' | 'passwords'>): Promise<void> {
  const { port, passwords } = setup
  await withClient({ port, password: passwords.postgres, database: 'postgres' }, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
    for (const role of databaseRoles) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
      const verb = known.rowCount === 0 ? 'create' : 'alter'
      await client.query(`${verb} role ${role} login password ${client.escapeLiteral(passwords[role])}`)
      await client.query(`alter role ${role} in database ${databaseName} set search_path = ${role}`)
    }
  })
  await withClient({ port, password: passwords.postgres, database: databaseName }, async (client) => {
    await client.query(`revoke all on database ${databaseName} from public`)
    await client.query('revoke all on schema public from public')
    for (const role of databaseRoles) {
      await client.query(`grant connect, temporary on database ${databaseName} to ${role}`)
      await client.query(`create schema if not exists ${role} authorization ${role}`)
    }
  })
}

/** Where a client of this role reaches the database. */
export function postgresUrl(
  role: keyof Credentials['postgres'],
  { port, passwords }: Pick<PostgresSetup, 'port' | 'passwords'>,
): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${databaseName}`
}

async function answers(config: ClientConfig): Promise<boolean> {
  try {
    await withClient({ ...config, database: 'postgres' }, (client) => client.query('select 1'))
    return true
  } catch {
    // Not up yet, going down, or another server's port: all of them mean not ready.
    return false
  }
}

async function withClient(config: ClientConfig, task: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({
    host: '127.0.0.1',
    user: 'postgres',
    connectionTimeoutMillis: 5000,
    ...config,
  })
  // A server that goes down mid-way says so on the client, too; the query in flight already rejects.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await task(client)
  } finally {
    await client.end()
  }
}
