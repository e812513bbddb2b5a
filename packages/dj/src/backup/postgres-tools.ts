import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { PlainError } from '../plain-error.ts'
import { unpackedEnvironment } from '../servers/packages.ts'
import { findProgram } from '../servers/server-programs.ts'

const run = promisify(execFile)
const tools = ['pg_dump', 'pg_restore', 'psql']

/** PostgreSQL's client programs of one version. */
export interface PostgresTools {
  readonly folder: string
  readonly major: number
  readonly env: NodeJS.ProcessEnv
}

interface Search {
  /** The lowest major version that will do: the server's, or that of whoever wrote the dump. */
  readonly atLeast: number
  /** A folder that is to be used instead of what is found. */
  readonly folder: string | undefined
  /** Where Debian's packages were unpacked. */
  readonly base: string
}

/** The oldest `pg_dump`, `pg_restore` and `psql` that are new enough. Throws a PlainError that says which are wanted. */
export async function findPostgresTools({ atLeast, folder, base }: Search): Promise<PostgresTools> {
  const unpacked = join(base, 'packages', 'root')
  const own = existsSync(unpacked) ? unpackedEnvironment({ folder: unpacked }) : {}
  const onPath = findProgram('pg_dump')
  const candidates =
    folder === undefined
      ? [
          ...versionsIn('/usr/lib/postgresql').map((each) => ({ folder: each, env: {} })),
          ...versionsIn(join(unpacked, 'usr/lib/postgresql')).map((each) => ({ folder: each, env: own })),
          ...(onPath === undefined ? [] : [{ folder: dirname(onPath), env: {} }]),
        ]
      : [{ folder, env: {} }]
  const found = []
  for (const { folder: place, env } of candidates) {
    if (!tools.every((tool) => existsSync(join(place, tool)))) continue
    const major = await majorOf(join(place, 'pg_dump'), env)
    if (major >= atLeast) found.push({ folder: place, major, env })
  }
  const best = found.toSorted((one, other) => one.major - other.major)[0]
  if (best !== undefined) return best
  throw new PlainError(
    `PostgreSQL's client programs of version ${atLeast} or newer are wanted and not here: install postgresql-client-${atLeast}, or name their folder with --postgres-bin.`,
  )
}

function versionsIn(parent: string): string[] {
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, 'bin')) : []
}

async function majorOf(program: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { stdout } = await run(program, ['--version'], { env: { ...process.env, ...env }, timeout: 10_000 })
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] ?? 0)
}

/** What PostgreSQL's programs are told of a database by, so that no password stands on a command line. */
export function postgresEnvironment(databaseUrl: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } = new URL(databaseUrl)
  const names = { sslmode: 'PGSSLMODE', sslrootcert: 'PGSSLROOTCERT' }
  const extra = Object.entries(names).flatMap(([parameter, name]) => {
    const value = searchParams.get(parameter)
    return value === null ? [] : [[name, value]]
  })
  return {
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGAPPNAME: 'dj',
    PGCONNECT_TIMEOUT: '10',
    ...Object.fromEntries(extra),
  }
}
