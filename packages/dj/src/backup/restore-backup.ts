import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NatsConnection } from '@nats-io/transport-node'
import Value from 'typebox/value'
import { reachableFolder } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import type { Progress } from '../progress.ts'
import { serverUser } from '../unix-user.ts'
import { type Database, openDatabase } from './database.ts'
import { type Deletion, deleteAgain, readDeletions } from './deletions.ts'
import { restoreDump } from './dump.ts'
import type { Manifest } from './manifest.ts'
import { type NatsLine, openNatsLine } from './nats-line.ts'
import type { OpenBackup } from './open-backup.ts'
import { findPostgresTools } from './postgres-tools.ts'
import type { Reach } from './reach.ts'
import { explainFullDisk } from './room.ts'
import { StreamDescription, deleteStream, describeStream, loadStream, saveStream } from './stream-snapshot.ts'
import { loadTail } from './stream-tail.ts'

interface Wishes {
  readonly data: string
  /** Whether what is there may be given up. */
  readonly replace: boolean
  /** Accounts that are to be deleted again, besides those that the database of now knows. */
  readonly deletions: readonly Deletion[]
  readonly postgresBin: string | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/**
 * Puts a house back. The database changes in one transaction, which is committed when the stream has been put back, too: until then a
 * failure leaves both as they were. Accounts that were deleted after the backup are deleted again in the same transaction. Throws a
 * PlainError, before anything is touched, when the place speaks against it.
 */
export async function restoreBackup(reach: Reach, backup: OpenBackup, wishes: Wishes): Promise<void> {
  const database = await openDatabase(reach.databaseUrl)
  const nats = await openNatsLine(reach.natsUrl).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  try {
    await requireStoppedHouse(backup.manifest, database)
    await database.asMember(() => putBack(reach, backup, { ...wishes, database, nats }))
  } catch (error) {
    throw explainFullDisk(error, backup.folder)
  } finally {
    await nats.connection.close()
    await database.close()
  }
}

interface Opened extends Wishes {
  readonly database: Database
  readonly nats: NatsLine
}

async function putBack(reach: Reach, backup: OpenBackup, opened: Opened): Promise<void> {
  const { database, nats, progress } = opened
  const { connection } = nats
  if (!opened.replace) await requireEmpty(database, connection)
  const base = reachableFolder(opened.data, serverUser())
  const atLeast = Math.max(database.major, backup.manifest.postgres.tools)
  const tools = await findPostgresTools({ atLeast, folder: opened.postgresBin, base })
  const deletions = [...opened.deletions, ...(await database.deletedAccounts())]
  const earlier = join(backup.folder, 'stream-before.s2')
  const before = await saveStream(nats, earlier)
  let isTouched = false
  const stream = () =>
    progress.step('The stream is put back', async () => {
      isTouched = true
      await deleteStream(connection)
      if (backup.manifest.nats !== null) await putStreamBack(connection, backup.folder)
    })
  const dump = { databaseUrl: reach.databaseUrl, tools, file: join(backup.folder, 'database.dump') }
  try {
    await progress.step('PostgreSQL is put back', () =>
      restoreDump({ ...dump, signal: opened.signal }, { more: deleteAgain(deletions), between: stream }),
    )
  } catch (error) {
    if (isTouched) await deleteStream(connection)
    if (isTouched && before !== undefined) await loadStream(connection, before, earlier)
    throw error
  }
}

async function requireStoppedHouse(manifest: Manifest, database: Database): Promise<void> {
  if (Number.parseInt(manifest.postgres.server, 10) > database.major)
    throw new PlainError(
      `This backup is of PostgreSQL ${manifest.postgres.server}, and ${database.version} runs here: restore it into the same major version, or a newer one. Nothing was touched.`,
    )
  const missing = await database.missingRoles()
  if (missing.length > 0)
    throw new PlainError(
      `The database has no role ${missing.join(', ')}: let the deployment's setup make its roles first. Nothing was touched.`,
    )
  const connected = await database.connectedServices()
  if (connected.length > 0)
    throw new PlainError(
      `${connected.join(', ')} still run on this database: end all services first (docker compose stop, or kubectl scale --replicas=0), and leave PostgreSQL and NATS up. Nothing was touched.`,
    )
}

async function requireEmpty(database: Database, connection: NatsConnection): Promise<void> {
  const filled = await database.firstFilledTable()
  const events = (await describeStream(connection))?.state.messages ?? 0
  if (filled !== undefined || events > 0)
    throw new PlainError(
      `There is data already (${filled ?? `${events} events`}): take a backup of it, then give it up with --replace. Nothing was touched.`,
    )
}

async function putStreamBack(connection: NatsConnection, folder: string): Promise<void> {
  const text = await readFile(join(folder, 'stream.json'), 'utf8')
  const description = Value.Parse(StreamDescription, JSON.parse(text))
  const { state } = await loadStream(connection, description, join(folder, 'stream.s2'))
  await loadTail(connection, state.last_seq, join(folder, 'stream-tail.jsonl'))
}

/** The deletions that another backup tells of. */
export async function deletionsOf(backup: OpenBackup): Promise<Deletion[]> {
  return readDeletions(join(backup.folder, 'deletions.txt'))
}
