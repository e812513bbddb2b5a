import { type NatsConnection, connect } from '@nats-io/transport-node'
import { PlainError } from '../plain-error.ts'

const CONNECT_LIMIT_MS = 10_000

/** A connection to the NATS of this URL (`nats://user:password@host:port`, or `tls://`). Throws a PlainError when there is none. */
export async function openNatsLine(natsUrl: string): Promise<NatsConnection> {
  const url = new URL(natsUrl)
  try {
    return await connect({
      servers: url.host,
      ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
      ...(url.protocol === 'tls:' && { tls: {} }),
      name: 'dj',
      timeout: CONNECT_LIMIT_MS,
      maxReconnectAttempts: 0,
    })
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
