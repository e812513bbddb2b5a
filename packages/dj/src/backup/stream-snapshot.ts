import { open } from 'node:fs/promises'
import type { NatsConnection } from '@nats-io/transport-node'
import Type, { type Static, type TSchema } from 'typebox'
import Value from 'typebox/value'
import { PlainError } from '../plain-error.ts'
import type { NatsLine } from './nats-line.ts'

/** The stream of every event that is kept; the platform's `streams.ts` makes it. */
export const EVENT_STREAM = 'every'

const CHUNK_BYTES = 128 * 1024
/** A server that says nothing for so long has given up. */
const ANSWER_LIMIT_MS = 60_000
const NOT_FOUND = 404

/** A stream as JetStream describes it: its settings, all of which go back as they came, and how much it held. */
export const StreamDescription = Type.Object({
  config: Type.Object({ name: Type.String(), num_replicas: Type.Integer() }),
  state: Type.Object({
    messages: Type.Integer(),
    bytes: Type.Integer(),
    first_seq: Type.Integer(),
    last_seq: Type.Integer(),
  }),
})
export type StreamDescription = Static<typeof StreamDescription>

const Refusal = Type.Object({
  error: Type.Object({ code: Type.Integer(), description: Type.Optional(Type.String()) }),
})
const Delivery = Type.Object({ deliver_subject: Type.String({ minLength: 1 }) })

/**
 * Writes the stream's messages and its consumers with their positions into a file, as JetStream's snapshot API gives them (a tar of blocks,
 * compressed with S2), while the house goes on. Undefined when there is no such stream.
 */
export async function saveStream(
  { connection, newInbox }: NatsLine,
  file: string,
): Promise<StreamDescription | undefined> {
  const inbox = newInbox()
  const chunks = connection.subscribe(inbox)
  const target = await open(file, 'w', 0o600)
  let isSilent = false
  const watch = setTimeout(() => {
    isSilent = true
    chunks.unsubscribe()
  }, ANSWER_LIMIT_MS)
  try {
    const wish = { deliver_subject: inbox, chunk_size: CHUNK_BYTES, no_consumers: false, jsck: true }
    const answer = await ask(connection, `$JS.API.STREAM.SNAPSHOT.${EVENT_STREAM}`, JSON.stringify(wish))
    if (codeOf(answer) === NOT_FOUND) return undefined
    const description = read(StreamDescription, answer, 'copy its stream')
    watch.refresh()
    for await (const chunk of chunks) {
      watch.refresh()
      if (chunk.data.length === 0) {
        const code = chunk.headers?.code ?? 204
        if (code < 300) return description
        throw new PlainError(`NATS gave up copying its stream (${chunk.headers?.description}): try again.`)
      }
      await target.write(chunk.data)
      // What is confirmed makes room for more: the server has at most eight megabytes on the way.
      chunk.respond()
    }
    const reason = isSilent ? `said nothing for ${ANSWER_LIMIT_MS / 1000} s` : 'ended the connection'
    throw new PlainError(
      `NATS ${reason} while its stream was copied: see whether it is well, then try again.`,
    )
  } finally {
    clearTimeout(watch)
    chunks.unsubscribe()
    await target.sync()
    await target.close()
  }
}

/** Makes the stream anew out of such a file. The stream must not be there. Throws a PlainError when the server refuses. */
export async function loadStream(
  connection: NatsConnection,
  description: StreamDescription,
  file: string,
): Promise<StreamDescription> {
  // One server keeps one copy; a cluster as many as the stream had.
  const isCluster = connection.info?.cluster !== undefined
  const config = isCluster ? description.config : { ...description.config, num_replicas: 1 }
  const wish = JSON.stringify({ ...description, config })
  const answer = await ask(connection, `$JS.API.STREAM.RESTORE.${EVENT_STREAM}`, wish)
  const { deliver_subject: subject } = read(Delivery, answer, 'take the stream')
  const source = await open(file, 'r')
  try {
    for await (const chunk of source.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false })) {
      const refusal = await connection.request(subject, chunk, { timeout: ANSWER_LIMIT_MS })
      if (refusal.data.length > 0 && refusal.string().includes('"error"'))
        read(Delivery, refusal.json(), 'take the stream')
    }
  } finally {
    await source.close()
  }
  return read(StreamDescription, await ask(connection, subject, ''), 'take the stream')
}

/** Removes the stream with its consumers; nothing where there is none. */
export async function deleteStream(connection: NatsConnection): Promise<void> {
  const answer = await ask(connection, `$JS.API.STREAM.DELETE.${EVENT_STREAM}`, '')
  if (codeOf(answer) !== NOT_FOUND) read(Type.Object({}), answer, 'remove its stream')
}

/** What the stream holds now; undefined when there is none. */
export async function describeStream(connection: NatsConnection): Promise<StreamDescription | undefined> {
  const answer = await ask(connection, `$JS.API.STREAM.INFO.${EVENT_STREAM}`, '')
  return codeOf(answer) === NOT_FOUND ? undefined : read(StreamDescription, answer, 'describe its stream')
}

async function ask(connection: NatsConnection, subject: string, text: string): Promise<unknown> {
  try {
    return (await connection.request(subject, text, { timeout: ANSWER_LIMIT_MS })).json()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new PlainError(
      `NATS did not answer (${reason}): see whether JetStream is on there, and whether its user may use ${subject}.`,
      { cause },
    )
  }
}

function codeOf(answer: unknown): number | undefined {
  return Value.Check(Refusal, answer) ? answer.error.code : undefined
}

function read<S extends TSchema>(schema: S, answer: unknown, what: string): Static<S> {
  if (Value.Check(Refusal, answer))
    throw new PlainError(`NATS refuses to ${what}: ${answer.error.description ?? answer.error.code}.`)
  if (Value.Check(schema, answer)) return answer
  throw new PlainError(`NATS answered something unknown when asked to ${what}: is it older than 2.10?`)
}
