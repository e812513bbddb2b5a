import { type NatsConnection, connect, createInbox } from '@nats-io/transport-node'
import { inboxOf } from '@mooddj/setup/nats-rights'
import { PlainError } from '../plain-error.ts'

const CONNECT_LIMIT_MS = 10_000

/** A connection to NATS, and where its answers go. */
export interface NatsLine {
  readonly connection: NatsConnection
  /** A new subject that only this user may hear. */
  readonly newInbox: () => string
}

/** A connection to the NATS of this URL (`nats://user:password@host:port`, or `tls://`). Throws a PlainError when there is none. */
export async function openNatsLine(natsUrl: string): Promise<NatsLine> {
  const url = new URL(natsUrl)
  const user = decodeURIComponent(url.username)
  const inboxPrefix = user === '' ? '_INBOX' : inboxOf(user)
  try {
    const connection = await connect({
      servers: url.host,
      ...(user !== '' && { user, pass: decodeURIComponent(url.password) }),
      inboxPrefix,
      ...(url.protocol === 'tls:' && { tls: {} }),
      name: 'dj',
      timeout: CONNECT_LIMIT_MS,
      maxReconnectAttempts: 0,
    })
    return { connection, newInbox: () => createInbox(inboxPrefix) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new PlainError(
      `NATS at ${url.host} does not let dj in (${reason}): check the address and the user.`,
      {
        cause,
      },
    )
  }
}
