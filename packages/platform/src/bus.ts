import { type Channel, keyOf, subjectOf } from '@mooddj/shared/channel'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { App } from './app.ts'
import { contextOfMessage, traceHeaders } from './bus-trace.ts'
import type { NatsConfig } from './config.ts'
import type { Check } from './ops.ts'
import { beginSpan, type Context, withSpan } from './tracing.ts'

/** The connection to NATS that a service speaks and listens through. */
export interface Bus {
  connection: NatsConnection
  check: Check
  /** Whether NATS is there right now, so that silence means something. */
  isConnected(): boolean
  /**
   * Tells whoever listens now. Returns false, and tells nobody, while NATS is away: a live message would be stale by the time it
   * came back.
   */
  publish<T>(channel: Channel<T, 'live'>, key: string, message: T): boolean
  /**
   * Hears what is told from now on, of one key or of all (`*`). With a `queue`, its members share the messages.
   * A message that does not decode is dropped and logged. Returns how to stop.
   */
  listen<T>(
    channel: Channel<T>,
    key: string,
    handle: (message: T, key: string) => void,
    options?: { queue?: string },
  ): () => void
}

/** Connects to NATS and stays connected; waits for it at the start, however long it takes. */
export async function openBus(app: App, config: NatsConfig, service: string): Promise<Bus> {
  const url = new URL(config.NATS_URL)
  const connection = await connect({
    servers: url.host,
    ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
    ...(url.protocol === 'tls:' && { tls: {} }),
    name: service,
    // Where its answers come is its own: nobody else has the right to listen there.
    inboxPrefix: `_INBOX_${service}`,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 100,
    pingInterval: 10_000,
  })
  let connected = true
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        connected = false
        app.log.warn('NATS is away')
      } else if (status.type === 'reconnect') {
        connected = true
        app.log.info('NATS is back')
      } else if (status.type === 'error') {
        app.log.error({ err: status.error }, 'NATS refused something')
      }
    }
  })()
  app.addHook('onClose', async () => {
    if (connected) await connection.drain()
    else await connection.close()
  })

  return {
    connection,
    check: async () => {
      if (!connected) throw new Error('NATS is away')
      await connection.flush()
    },
    isConnected: () => connected,
    publish(channel, key, message) {
      if (!connected || connection.isClosed() || connection.isDraining()) return false
      const headers = traceHeaders()
      connection.publish(subjectOf(channel, key), channel.codec.encode(message), headers && { headers })
      return true
    },
    listen(channel, key, handle, options = {}) {
      const subscription = connection.subscribe(subjectOf(channel, key), {
        ...options,
        callback: (error, received) => {
          if (error) {
            app.log.error({ err: error, channel: channel.name }, 'a subscription failed')
            return
          }
          try {
            const told = channel.codec.decode(received.data)
            const hear = () => handle(told, keyOf(received.subject))
            const parent = contextOfMessage(received.headers)
            if (parent === undefined) hear()
            else hearFollowed(channel.name, parent, hear)
          } catch (err) {
            app.log.warn({ err, channel: channel.name }, 'a live message could not be handled')
          }
        },
      })
      return () => subscription.unsubscribe()
    },
  }
}

function hearFollowed(name: string, parent: Context, hear: () => void): void {
  const span = beginSpan(`hear ${name}`, { kind: 'CONSUMER', parent })
  try {
    withSpan(span, hear)
  } finally {
    span.end()
  }
}
