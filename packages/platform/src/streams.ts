import { type Channel, subjectOf } from '@mooddj/shared/channel'
import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type NextMsgRequest,
  type SeqMsgRequest,
} from '@nats-io/jetstream'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from './app.ts'
import type { Bus } from './bus.ts'
import { traceHeaders } from './bus-trace.ts'
import type { NatsConfig } from './config.ts'
import { type EventObserver, handleEvent } from './streams-handling.ts'
import { readStreamState, type StreamState } from './streams-state.ts'
import { contextOf, currentContext, inSpan, isFollowed } from './tracing.ts'
import { keepStream } from './streams-keeping.ts'

/** The one stream, of every `every.*` subject. */
export const EVENT_STREAM = 'every'
/** What a process that died had in hand comes again after this; handlers take milliseconds. */
const ACK_WAIT_NS = 3 * 1e9
const MAX_UNACKED = 64
/** Events in hand at once, handled one by one: few, so that the last of them is handled within {@link ACK_WAIT_NS}. */
const IN_HAND = 8
const RESUME_AFTER_MS = 1_000
/** Telling again costs nothing, the id keeps it single: better soon than late once NATS is back. */
const TELL_TIMEOUT_MS = 2_000
/** How long one request for events stays open. The client also waits this long before it looks again when NATS came back without JetStream. */
const PULL_MS = 2_000

/** Telling and hearing events that are kept until everyone concerned has handled them. */
export interface Streams {
  /**
   * Puts an event in the stream and waits until it is on disk.
   * @param id the same id is kept once, however often it is told within ten minutes
   * @throws when the stream is full or NATS is away; whoever tells keeps the event and tries again
   */
  tell<T>(channel: Channel<T, 'every'>, key: string, message: T, id: string): Promise<void>
  /** As `tell`, of an event encoded before, by its channel's name; `traceparent` says what it is a part of, where that is not what happens now. */
  tellEncoded(
    channelName: string,
    key: string,
    payload: Uint8Array,
    id: string,
    traceparent?: string,
  ): Promise<void>
  /**
   * Handles each event of a channel at least once, one after the other, under the durable name `<service>-<channel>`; replicas of the
   * service share them. A handler that throws gets the event again, later each time, and those behind it first; one that does not decode is
   * given up and logged.
   */
  handle<T>(channel: Channel<T, 'every'>, handler: (message: T, key: string) => Promise<void>): Promise<void>
  /**
   * Erases what the stream keeps of one channel under one key: message by message, because only that overwrites them on disk, which
   * JetStream's own purge does not.
   */
  purge(channel: Channel<unknown, 'every'>, key: string): Promise<void>
  /** The newest event of a channel under one key that the stream holds. */
  last<T>(channel: Channel<T, 'every'>, key: string): Promise<T | undefined>
  /** What the stream holds, and how far this service's consumers are behind. */
  state(): Promise<StreamState>
  /** Hears what became of each event that was handled. */
  observe(observer: EventObserver): void
}

/** Opens the event stream, made on first use. Call after {@link openBus}: consumers must stop before the connection drains. */
export async function openStreams(app: App, bus: Bus, config: NatsConfig, service: string): Promise<Streams> {
  const js = jetstream(bus.connection, { timeout: 5_000 })
  const ensure = async () => {
    const manager = await jetstreamManager(bus.connection, { checkAPI: false })
    await keepStream(app, { manager, name: EVENT_STREAM, config })
    return manager
  }
  const manager = await untilItWorks(app, ensure)
  let closing = false
  const open = new Set<ConsumerMessages>()
  const loops: Promise<void>[] = []
  const observers = new Set<EventObserver>()
  const durables = new Set<string>()
  app.addHook('onClose', async () => {
    closing = true
    await Promise.all([...open].map((messages) => messages.close()))
    await Promise.all(loops)
  })

  const tellEncoded: Streams['tellEncoded'] = async (channelName, key, payload, id, traceparent) => {
    const tell = async () => {
      const headers = traceHeaders()
      const options = { msgID: id, timeout: TELL_TIMEOUT_MS, ...(headers && { headers }) }
      await js.publish(`every.${channelName}.${key}`, payload, options)
    }
    const parent = traceparent === undefined ? currentContext() : contextOf(traceparent)
    if (isFollowed(parent)) await inSpan(`tell ${channelName}`, { kind: 'PRODUCER', parent }, tell)
    else await tell()
  }

  const consume = async <T>(
    channel: Channel<T, 'every'>,
    handler: (message: T, key: string) => Promise<void>,
  ) => {
    const durable = `${service}-${channel.name.replaceAll('.', '-')}`
    await ensure()
    durables.add(durable)
    await manager.consumers.add(EVENT_STREAM, {
      durable_name: durable,
      filter_subject: subjectOf(channel, '*'),
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACK_WAIT_NS,
      deliver_policy: DeliverPolicy.All,
      max_ack_pending: MAX_UNACKED,
    })
    const consumer = await js.consumers.get(EVENT_STREAM, durable)
    // A crash of NATS may have lost a young consumer, for which the client would wait for ever: better fail, and make it again.
    const messages = await consumer.consume({
      max_messages: IN_HAND,
      expires: PULL_MS,
      abort_on_missing_resource: true,
    })
    open.add(messages)
    try {
      for await (const received of messages) {
        const begun = performance.now()
        const outcome = await handleEvent(app, channel, received, handler)
        for (const observe of observers) observe(channel.name, outcome, (performance.now() - begun) / 1_000)
      }
    } finally {
      open.delete(messages)
    }
  }

  return {
    tell: (channel, key, message, id) => tellEncoded(channel.name, key, channel.codec.encode(message), id),
    tellEncoded,
    async last(channel, key) {
      const found = await manager.streams.getMessage(EVENT_STREAM, { last_by_subj: subjectOf(channel, key) })
      return found === null ? undefined : channel.codec.decode(found.data)
    },
    observe: (observer) => void observers.add(observer),
    state: () => readStreamState(manager, EVENT_STREAM, durables),
    async handle(channel, handler) {
      const loop = async () => {
        while (!closing) {
          try {
            await consume(channel, handler)
          } catch (err) {
            if (!closing) app.log.warn({ err, channel: channel.name }, 'hearing events was interrupted')
          }
          if (!closing) await wait(RESUME_AFTER_MS)
        }
      }
      loops.push(loop())
    },
    async purge(channel, key) {
      const subject = subjectOf(channel, key)
      // Forward: asked for the last one again, right after that was deleted, the server may say that there is none.
      for (let from = 1; ;) {
        const query: SeqMsgRequest & NextMsgRequest = { seq: from, next_by_subj: subject }
        const next = await manager.streams.getMessage(EVENT_STREAM, query)
        if (next === null) return
        await manager.streams.deleteMessage(EVENT_STREAM, next.seq, true)
        from = next.seq + 1
      }
    },
  }
}

async function untilItWorks<T>(app: App, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt()
    } catch (err) {
      app.log.warn({ err }, 'the event stream is not there yet')
      await wait(RESUME_AFTER_MS)
    }
  }
}
