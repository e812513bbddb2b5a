import { type Channel, keyOf } from '@mooddj/shared/channel'
import { UndecodableError } from '@mooddj/shared/codec'
import type { JsMsg } from '@nats-io/jetstream'
import type { App } from './app.ts'
import { contextOfMessage } from './bus-trace.ts'
import { inSpan } from './tracing.ts'

/** What became of an event when it was handled: `again`, it will come once more; `given-up`, it cannot be read. */
export type EventOutcome = 'handled' | 'again' | 'given-up'
export type EventObserver = (channel: string, outcome: EventOutcome, seconds: number) => void

/** Handles one event and answers for it. Never throws for what the handler threw. */
export async function handleEvent<T>(
  app: App,
  channel: Channel<T, 'every'>,
  received: JsMsg,
  handler: (message: T, key: string) => Promise<void>,
): Promise<EventOutcome> {
  let message: T
  try {
    message = channel.codec.decode(received.data)
  } catch (err) {
    if (!(err instanceof UndecodableError)) throw err
    app.log.error(
      { err, channel: channel.name, sequence: received.seq },
      'an event does not decode and is given up',
    )
    received.term()
    return 'given-up'
  }
  try {
    const parent = contextOfMessage(received.headers)
    const handle = () => handler(message, keyOf(received.subject))
    if (parent === undefined) await handle()
    else await inSpan(`handle ${channel.name}`, { kind: 'CONSUMER', parent }, handle)
    received.ack()
    return 'handled'
  } catch (err) {
    const delayMs = Math.min(500 * 2 ** received.info.deliveryCount, 30_000)
    app.log.warn({ err, channel: channel.name, delayMs }, 'an event will be handled again')
    received.nak(delayMs)
    return 'again'
  }
}
