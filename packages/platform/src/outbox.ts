import { type Channel, subjectOf } from '@mooddj/shared/channel'
import { asc, count, eq, inArray, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import {
  bigserial,
  customType,
  getTableConfig,
  type PgSchema,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { v7 as uuidV7 } from 'uuid'
import type { App } from './app.ts'
import type { Backlog } from './ground-metrics.ts'
import type { Streams } from './streams.ts'
import { traceparentOf } from './tracing.ts'

const POLL_MS = 1_000
const BATCH = 50
/** An outbox that holds more is in trouble enough. */
const COUNT_MAX = 10_000
/** The class of advisory locks that relays take turns by, one lock a schema. */
const RELAY_LOCKS = 720_418

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** The table, in a service's own schema, of events that are committed but not yet told. */
export function outboxTable(schema: PgSchema) {
  return schema.table('outbox', {
    sequence: bigserial('sequence', { mode: 'bigint' }).primaryKey(),
    id: uuid('id').notNull(),
    channel: text('channel').notNull(),
    key: text('key').notNull(),
    payload: bytes('payload').notNull(),
    /** What it is a part of, where that is followed: a W3C `traceparent`, of random numbers. */
    trace: text('trace'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  })
}
export type OutboxTable = ReturnType<typeof outboxTable>

/** Any database handle that can insert: the database or a transaction of it. */
type Writer = Pick<NodePgDatabase, 'insert'>

/**
 * Adds an event to the transaction that makes it true.
 * @throws {RangeError} for a key that no subject can hold: it would block whatever comes after it
 */
export async function addToOutbox<T>(
  writer: Writer,
  table: OutboxTable,
  channel: Channel<T, 'every'>,
  key: string,
  message: T,
): Promise<void> {
  subjectOf(channel, key)
  const payload = Buffer.from(channel.codec.encode(message))
  const trace = traceparentOf()
  await writer.insert(table).values({ id: uuidV7(), channel: channel.name, key, payload, trace })
}

/** Moves committed events to the stream. */
export interface OutboxRelay {
  /** Says that there is something new, so that it need not wait for the next look. */
  wake(): void
  /** How many events wait, counted up to ten thousand, and for how long the oldest has. */
  backlog(): Promise<Backlog>
}

/**
 * Publishes committed events in their order and deletes each once the stream has it on disk. The row's id is the message's id, so a crash in
 * between doubles nothing. While the stream is full or away, events wait here. One replica relays at a time, which keeps the order; rows are not
 * locked, so whoever erases them need not wait for NATS.
 */
export function openOutboxRelay(
  app: App,
  db: NodePgDatabase,
  table: OutboxTable,
  streams: Streams,
): OutboxRelay {
  let closing = false
  let bell = Promise.withResolvers<void>()

  const relayBatch = () =>
    db.transaction(async (tx) => {
      const turn = sql<boolean>`select pg_try_advisory_xact_lock(${RELAY_LOCKS}, hashtext(${getTableConfig(table).schema})) as mine`
      if ((await tx.execute<{ mine: boolean }>(turn)).rows[0]?.mine !== true) return false
      const rows = await tx.select().from(table).orderBy(asc(table.sequence)).limit(BATCH)
      const told: bigint[] = []
      try {
        for (const row of rows) {
          await streams.tellEncoded(row.channel, row.key, row.payload, row.id, row.trace ?? undefined)
          told.push(row.sequence)
        }
      } catch (err) {
        app.log.warn({ err, waiting: rows.length - told.length }, 'events wait in the outbox')
      }
      if (told.length > 0) await tx.delete(table).where(inArray(table.sequence, told))
      return told.length === BATCH
    })

  const loop = async () => {
    while (!closing) {
      let more = false
      try {
        more = await relayBatch()
      } catch (err) {
        if (!closing) app.log.warn({ err }, 'the outbox could not be read')
      }
      if (!more && !closing) {
        const timer = setTimeout(bell.resolve, POLL_MS)
        await bell.promise
        clearTimeout(timer)
        bell = Promise.withResolvers<void>()
      }
    }
  }
  const running = loop()
  app.addHook('onClose', async () => {
    closing = true
    bell.resolve()
    await running
  })
  return {
    wake: () => bell.resolve(),
    async backlog() {
      const oldest = db
        .select({ at: table.createdAt })
        .from(table)
        .orderBy(asc(table.sequence))
        .limit(COUNT_MAX)
      const waiting = oldest.as('waiting')
      const age = sql<number>`coalesce(extract(epoch from now() - min(${waiting.at})), 0)::float8`
      const [backlog] = await db.select({ events: count(), ageSeconds: age }).from(waiting)
      return backlog ?? { events: 0, ageSeconds: 0 }
    },
  }
}

/** Forgets what was not yet told under a key. */
export async function deleteFromOutbox(
  writer: Pick<NodePgDatabase, 'delete'>,
  table: OutboxTable,
  key: string,
): Promise<void> {
  await writer.delete(table).where(eq(table.key, key))
}
