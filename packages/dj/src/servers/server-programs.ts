import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PlainError } from '../plain-error.ts'
import { type Unpacked, unpackPackages, unpackedEnvironment } from './packages.ts'

/** Where a server's program lies and the environment it needs to run. */
export interface ServerProgram {
  readonly file: string
  readonly env: NodeJS.ProcessEnv
}

/** The three servers' programs; PostgreSQL's by the folder that holds `initdb` and `postgres`. */
export interface ServerPrograms {
  readonly postgres: { readonly folder: string; readonly version: number; readonly env: NodeJS.ProcessEnv }
  readonly redis: ServerProgram
  readonly nats: ServerProgram
}

interface Search {
  /** Folder for what has to be downloaded; every server's user can reach it. */
  readonly base: string
  /** Major version that existing PostgreSQL data was written by. */
  readonly dataVersion?: number | undefined
  readonly say: (line: string) => void
}

/**
 * Finds the servers on the PATH and in the usual folders, else unpacks Debian's packages of those that are missing.
 * Throws a PlainError when that fails or when the PostgreSQL data was written by a version that is not there.
 */
export async function findServerPrograms({ base, dataVersion, say }: Search): Promise<ServerPrograms> {
  const here = findInstalled(dataVersion)
  const missing = [
    ...(here.postgres === undefined
      ? [dataVersion === undefined ? 'postgresql-*' : `postgresql-${dataVersion}`]
      : []),
    ...(here.redis === undefined ? ['redis-server'] : []),
    ...(here.nats === undefined ? ['nats-server'] : []),
  ]
  const unpacked = missing.length > 0 ? await unpackPackages(base, missing, say) : undefined
  return {
    postgres: here.postgres ?? postgresIn(unpacked, dataVersion),
    redis: here.redis ?? programIn(unpacked, 'redis-server'),
    nats: here.nats ?? programIn(unpacked, 'nats-server'),
  }
}

/** What the machine itself has, without downloading anything. */
export function findInstalled(dataVersion?: number): Partial<ServerPrograms> {
  const postgres = newestPostgres('/usr/lib/postgresql', dataVersion)
  const redis = findProgram('redis-server')
  const nats = findProgram('nats-server')
  return {
    ...(postgres && { postgres: { ...postgres, env: {} } }),
    ...(redis !== undefined && { redis: { file: redis, env: {} } }),
    ...(nats !== undefined && { nats: { file: nats, env: {} } }),
  }
}

/** A program's path by its name, looked for on the PATH and in the folders an ordinary user's PATH leaves out. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const files = [...folders, '/usr/local/sbin', '/usr/sbin'].map((folder) => join(folder, name))
  return files.find(isExecutable)
}

function programIn(unpacked: Unpacked | undefined, name: string): ServerProgram {
  if (unpacked === undefined) throw new Error(`${name} was neither found nor unpacked`)
  const files = ['usr/bin', 'usr/sbin'].map((folder) => join(unpacked.folder, folder, name))
  const file = files.find(isExecutable)
  if (file === undefined)
    throw new PlainError(`Debian's package of ${name} holds no such program: install ${name} yourself.`)
  return { file, env: unpackedEnvironment(unpacked) }
}

function postgresIn(unpacked: Unpacked | undefined, dataVersion: number | undefined) {
  if (unpacked === undefined) throw new Error('PostgreSQL was neither found nor unpacked')
  const found = newestPostgres(join(unpacked.folder, 'usr/lib/postgresql'), dataVersion)
  if (found === undefined)
    throw new PlainError(
      `The data was written by PostgreSQL ${dataVersion}, which is not here: install postgresql-${dataVersion}, or remove the data with ./dj down --purge.`,
    )
  return { ...found, env: unpackedEnvironment(unpacked) }
}

function newestPostgres(parent: string, dataVersion: number | undefined) {
  if (!existsSync(parent)) return undefined
  const versions = readdirSync(parent).map(Number).filter(Number.isInteger)
  return versions
    .filter((version) => version >= 15 && (dataVersion === undefined || version === dataVersion))
    .toSorted((a, b) => b - a)
    .map((version) => ({ version, folder: join(parent, String(version), 'bin') }))
    .find(({ folder }) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Any refusal means the same here: not a program this user can run.
    return false
  }
}
