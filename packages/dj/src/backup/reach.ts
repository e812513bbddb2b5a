import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDatabase } from '@mooddj/setup/postgres-roles'
import { databaseName } from '@mooddj/setup/roles'
import { claimHouse, ownIdentity } from '../claim.ts'
import { postgresFolder, prepareInfrastructure } from '../infrastructure.ts'
import { type Ledger, removeLedger, writeLedger } from '../ledger.ts'
import { openLogFiles } from '../log-files.ts'
import { assignPorts } from '../port-book.ts'
import { PlainError } from '../plain-error.ts'
import type { Progress } from '../progress.ts'
import { postgresDataVersion } from '../servers/postgres.ts'
import { privatePortNames } from '../services.ts'
import { createSupervisor } from '../supervisor.ts'

/** The two servers that a backup is taken of, or put into. */
export interface Reach {
  /** As a role that may read and make all of the services' schemas. */
  readonly databaseUrl: string
  readonly natsUrl: string
  /** Ends what was started for this. */
  close(): Promise<void>
}

/** What a person may point dj at instead of the house in its data folder. */
export interface ReachFiles {
  readonly 'database-url-file'?: string | undefined
  readonly 'nats-url-file'?: string | undefined
}

/** The servers that two files name; undefined when neither is named. Throws a PlainError for one alone, or one that is no URL. */
export function reachByFiles(files: ReachFiles): Reach | undefined {
  const { 'database-url-file': database, 'nats-url-file': nats } = files
  if (database === undefined && nats === undefined) return undefined
  if (database === undefined || nats === undefined)
    throw new PlainError('--database-url-file and --nats-url-file go together: name both, or neither.')
  return {
    databaseUrl: inDatabase(readUrl(database, /^postgres(ql)?:\/\//)),
    natsUrl: readUrl(nats, /^(nats|tls):\/\//),
    close: async () => undefined,
  }
}

function readUrl(file: string, scheme: RegExp): string {
  try {
    const url = readFileSync(file, 'utf8').trim()
    if (scheme.test(url) && URL.canParse(url)) return url
  } catch (cause) {
    throw new PlainError(`${file} cannot be read: name a file that holds the URL.`, { cause })
  }
  throw new PlainError(`${file} holds no URL that begins with ${scheme.source.replaceAll(/[\\^]/g, '')}.`)
}

/** Whether there is a house in this data folder. */
export function hasHouse(data: string): boolean {
  return postgresDataVersion(postgresFolder(data)) !== undefined
}

/**
 * The servers of the house in a data folder: those that run or, when it is down, started until `close`. Meanwhile no other dj starts that
 * house. Throws a PlainError when it runs and `mayRun` is false.
 */
export async function reachHouse(
  data: string,
  { mayRun, progress }: { mayRun: boolean; progress: Progress },
): Promise<Reach> {
  const other = await claimHouse(data, progress.say)
  if (other === undefined) return startServers(data, progress)
  if (!mayRun)
    throw new PlainError('Mood DJ is running: end it with ./dj down, then try again. Nothing was touched.')
  return reachRunning(data, other)
}

function reachRunning(data: string, { url, programs }: Ledger): Reach {
  if (url === undefined || programs.length === 0)
    throw new PlainError(
      'Another dj is starting Mood DJ, or is at a backup: wait until it is done, then try again.',
    )
  return { ...ownUrls(join(data, 'secrets')), close: async () => undefined }
}

async function startServers(data: string, progress: Progress): Promise<Reach> {
  const supervisor = createSupervisor({
    logs: openLogFiles(join(data, 'logs')),
    say: progress.say,
    record: (programs) => writeLedger(data, { supervisor: ownIdentity(), programs }),
  })
  const close = async () => {
    await supervisor.end()
    removeLedger(data)
  }
  try {
    return await progress.step('PostgreSQL and NATS answer', async () => {
      const portOf = await assignPorts(data, privatePortNames)
      const ports = { postgres: portOf('postgres'), redis: portOf('redis'), nats: portOf('nats') }
      const prepared = await prepareInfrastructure(data, ports, progress.say)
      const { charges, passwords, postgresUrl, secrets } = prepared
      await supervisor.start(charges.filter(({ program }) => program.name !== 'redis'))
      await ensureDatabase({ url: postgresUrl, passwords })
      return { ...ownUrls(secrets), close }
    })
  } catch (error) {
    await close()
    throw error
  }
}

/** What setup keeps of who owns the database and who keeps the stream; the addresses in it are those of the last start. */
function ownUrls(secrets: string): Pick<Reach, 'databaseUrl' | 'natsUrl'> {
  const keeper = join(secrets, 'keeper', 'nats-url')
  if (!existsSync(keeper))
    throw new PlainError(
      'Mood DJ was started by a version that had no keeper of the stream: end it with ./dj down and start it again first.',
    )
  return {
    databaseUrl: inDatabase(readUrl(join(secrets, 'setup', 'postgres-url'), /^postgres:\/\//)),
    natsUrl: readUrl(keeper, /^nats:\/\//),
  }
}

/** The same server and role, in the database of the services: the owner's URL may name any. */
function inDatabase(url: string): string {
  const there = new URL(url)
  there.pathname = `/${databaseName}`
  return there.href
}
