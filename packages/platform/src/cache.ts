import { Redis } from 'ioredis'
import type { App } from './app.ts'
import type { RedisConfig } from './config.ts'
import type { Check } from './ops.ts'

/** Redis, for what may be forgotten: every key has a time to live. */
export interface Cache {
  redis: Redis
  check: Check
}

/** Connects to Redis and stays connected; commands fail within a second while it is away. */
export function openCache(app: App, config: RedisConfig): Cache {
  const redis = new Redis(config.REDIS_URL, {
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    // A service's user may do what the service does; telling Redis the client's name is not among it.
    disableClientInfo: true,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  })
  redis.on('error', (err: Error) => app.log.warn({ reason: err.message }, 'redis is away'))
  app.addHook('onClose', () => redis.disconnect())
  return {
    redis,
    check: async () => {
      await redis.ping()
    },
  }
}
