import {
  DiscardPolicy,
  type JetStreamManager,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream'
import type { App } from './app.ts'
import type { NatsConfig } from './config.ts'

const SEVEN_DAYS_NS = 7 * 24 * 3600 * 1e9
const DUPLICATE_WINDOW_NS = 600 * 1e9

/**
 * Makes the event stream where there is none, on as many servers as is configured, and gives one that is there as many copies; its
 * consumers have as many as it. Both may be done by all services at once. Whoever may not change it goes on with it as it is.
 * @throws when JetStream does not answer, or has fewer servers than copies are wanted for a new stream
 */
export async function keepStream(
  app: App,
  { manager, name, config }: { manager: JetStreamManager; name: string; config: NatsConfig },
): Promise<void> {
  const there = await find(manager, name)
  if (there === undefined) {
    await manager.streams.add({
      name,
      subjects: ['every.>'],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New,
      max_age: SEVEN_DAYS_NS,
      max_bytes: config.STREAM_MAX_BYTES,
      duplicate_window: DUPLICATE_WINDOW_NS,
      num_replicas: config.STREAM_REPLICAS,
    })
    return
  }
  const { num_replicas: copies } = there.config
  if (copies === config.STREAM_REPLICAS) return
  try {
    await manager.streams.update(name, { num_replicas: config.STREAM_REPLICAS })
    app.log.info(
      { from: copies, to: config.STREAM_REPLICAS },
      'the event stream is kept on more or fewer servers',
    )
  } catch (err) {
    app.log.warn({ err, copies }, 'the event stream is kept on as many servers as before')
  }
}

async function find(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name)
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound)
      return undefined
    throw error
  }
}
