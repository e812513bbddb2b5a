import type { JetStreamManager } from '@nats-io/jetstream'

/** How the stream stands. */
export interface StreamState {
  bytes: number
  maxBytes: number
  /** Events that a consumer has not had yet, and those it has in hand, of all replicas. */
  consumers: { name: string; pending: number; unacked: number }[]
}

/** Asks NATS how a stream stands, and the consumers of these durable names. */
export async function readStreamState(
  manager: JetStreamManager,
  stream: string,
  durables: Iterable<string>,
): Promise<StreamState> {
  const { state, config } = await manager.streams.info(stream)
  const infos = await Promise.all([...durables].map((name) => manager.consumers.info(stream, name)))
  const consumers = infos.map(({ name, num_pending: pending, num_ack_pending: unacked }) => ({
    name,
    pending,
    unacked,
  }))
  return { bytes: state.bytes, maxBytes: config.max_bytes, consumers }
}
