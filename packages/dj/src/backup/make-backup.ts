import { mkdirSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Type from 'typebox'
import Value from 'typebox/value'
import { reachableFolder, root } from '../places.ts'
import type { Progress } from '../progress.ts'
import { serverUser } from '../unix-user.ts'
import { openPartsFolder, requireAbsent, writeArchive } from './archive.ts'
import { type Database, openDatabase } from './database.ts'
import { writeDeletions } from './deletions.ts'
import { dumpDatabase } from './dump.ts'
import { BACKUP_FORMAT, type Manifest } from './manifest.ts'
import { openNatsLine } from './nats-line.ts'
import { type PostgresTools, findPostgresTools } from './postgres-tools.ts'
import type { Reach } from './reach.ts'
import { describeBytes, explainFullDisk, requireRoom } from './room.ts'
import { copySecrets } from './secrets.ts'
import { describeStream, saveStream } from './stream-snapshot.ts'
import { saveTail } from './stream-tail.ts'

const SMALL_PARTS_BYTES = 16_000_000

interface Wishes {
  /** Where it goes, absolute. */
  readonly file: string
  readonly data: string
  readonly onlyDeletions: boolean
  /** Whether the keys of the data folder go in, too. */
  readonly withSecrets: boolean
  /** Where PostgreSQL's programs are to be taken from. */
  readonly postgresBin: string | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/**
 * Copies a house into one file, while it goes on: the stream first, with its consumers where they are; then the database, as of one moment;
 * then the events that came in between. So whatever the database is past telling is in the stream, and no consumer is past what the
 * database holds. Throws a PlainError when something is missing, full or away; there is no file then.
 */
export async function makeBackup(reach: Reach, wishes: Wishes): Promise<void> {
  const { file } = wishes
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  requireAbsent(file)
  const parts = openPartsFolder(join(dirname(file), `.${basename(file)}.parts`))
  const database = await openDatabase(reach.databaseUrl)
  try {
    const names = await database.asMember(() =>
      wishes.onlyDeletions
        ? copyDeletions(database, parts.folder)
        : copyHouse(reach, database, parts.folder, wishes),
    )
    await wishes.progress.step('The parts are put together', () => writeArchive(file, parts.folder, names))
    wishes.progress.say(`${file} holds ${describeBytes(statSync(file).size)}.`)
  } catch (error) {
    throw explainFullDisk(error, dirname(file))
  } finally {
    parts.remove()
    await database.close()
  }
}

async function copyHouse(
  reach: Reach,
  database: Database,
  folder: string,
  { data, file, withSecrets, postgresBin, progress, signal }: Wishes,
): Promise<string[]> {
  const base = reachableFolder(data, serverUser())
  const tools = await findPostgresTools({ atLeast: database.major, folder: postgresBin, base })
  const nats = await openNatsLine(reach.natsUrl)
  const { connection } = nats
  try {
    const there = await describeStream(connection)
    // Once as parts and once as the whole.
    const most = 2 * ((await database.size()) + (there?.state.bytes ?? 0)) + SMALL_PARTS_BYTES
    requireRoom(dirname(file), most)
    const inFolder = (name: string) => join(folder, name)
    const stream = await progress.step('The stream is copied', () => saveStream(nats, inFolder('stream.s2')))
    const dump = { databaseUrl: reach.databaseUrl, tools, file: inFolder('database.dump'), signal }
    await progress.step('PostgreSQL is copied', () => dumpDatabase(dump))
    if (stream !== undefined) {
      await writePart(inFolder('stream.json'), stream)
      const late = await saveTail(connection, stream.state.last_seq, inFolder('stream-tail.jsonl'))
      progress.say(`  ${stream.state.messages} events, and ${late} that came meanwhile`)
    }
    const secrets = withSecrets ? copySecrets(data, folder) : []
    const more = { tools, nats: connection.info?.version, hasSecrets: secrets.length > 0 }
    const first = await describe(database, folder, {
      kind: 'house',
      ...more,
      hasStream: stream !== undefined,
    })
    const streamParts = stream === undefined ? [] : ['stream.json', 'stream.s2', 'stream-tail.jsonl']
    return [...first, 'database.dump', ...streamParts, ...secrets]
  } finally {
    await connection.close()
  }
}

function copyDeletions(database: Database, folder: string): Promise<string[]> {
  return describe(database, folder, { kind: 'deletions', hasSecrets: false, hasStream: false })
}

interface Described {
  readonly kind: Manifest['kind']
  readonly tools?: PostgresTools
  readonly nats?: string | undefined
  readonly hasSecrets: boolean
  readonly hasStream: boolean
}

/** Writes the manifest and the list of deleted accounts. Gives the parts' names. */
async function describe(database: Database, folder: string, described: Described): Promise<string[]> {
  const deletions = await database.deletedAccounts()
  await writeDeletions(join(folder, 'deletions.txt'), deletions)
  const manifest: Manifest = {
    format: BACKUP_FORMAT,
    kind: described.kind,
    createdAt: new Date().toISOString(),
    version: await projectVersion(),
    postgres: { server: database.version, tools: described.tools?.major ?? database.major },
    nats: described.hasStream ? (described.nats ?? '') : null,
    migrations: await database.migrations(),
    deletions: deletions.length,
    hasSecrets: described.hasSecrets,
  }
  await writePart(join(folder, 'manifest.json'), manifest)
  return ['manifest.json', 'deletions.txt']
}

async function projectVersion(): Promise<string> {
  const text = await readFile(join(root, 'package.json'), 'utf8')
  return Value.Parse(Type.Object({ version: Type.String() }), JSON.parse(text)).version
}

async function writePart(file: string, content: object): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true })
}
