import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type NextMsgRequest, type SeqMsgRequest, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, headers } from '@nats-io/transport-node'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'
import { EVENT_STREAM } from './stream-snapshot.ts'

const PUBLISH_LIMIT_MS = 10_000

const TailEvent = Type.Object({
  sequence: Type.Integer(),
  subject: Type.String({ pattern: '^every\\.' }),
  headers: Type.Array(Type.Tuple([Type.String(), Type.String()])),
  /** Base64. */
  data: Type.String(),
})
type TailEvent = Static<typeof TailEvent>

/**
 * Writes the events after a sequence number, up to the newest of now, into a file, one JSON a line. With the stream as it was before the
 * database was dumped they make a stream that holds all that the dump no longer waits to tell. Gives how many there are.
 */
export async function saveTail(connection: NatsConnection, after: number, file: string): Promise<number> {
  const manager = await jetstreamManager(connection, { checkAPI: false })
  const { state } = await manager.streams.info(EVENT_STREAM)
  let count = 0
  async function* lines() {
    for (let from = after + 1; from <= state.last_seq;) {
      const query: SeqMsgRequest & NextMsgRequest = { seq: from, next_by_subj: 'every.>' }
      const event = await manager.streams.getMessage(EVENT_STREAM, query)
      if (event === null) return
      const kept = [...event.header]
        .filter(([name]) => name === 'Nats-Msg-Id' || !name.startsWith('Nats-'))
        .flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))
      const data = Buffer.from(event.data).toString('base64')
      const line: TailEvent = { sequence: event.seq, subject: event.subject, headers: kept, data }
      count += 1
      from = event.seq + 1
      yield `${JSON.stringify(line)}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600, flush: true }))
  return count
}

/** Tells the events of such a file again, in their order, but for those up to `after`, which the stream holds already. */
export async function loadTail(connection: NatsConnection, after: number, file: string): Promise<void> {
  const js = jetstream(connection, { timeout: PUBLISH_LIMIT_MS })
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const event = Value.Parse(TailEvent, JSON.parse(line))
    if (event.sequence <= after) continue
    const told = headers()
    for (const [name, value] of event.headers) told.append(name, value)
    await js.publish(event.subject, Buffer.from(event.data, 'base64'), { headers: told })
  }
}
