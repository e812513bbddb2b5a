import rateLimit, { type FastifyRateLimitStore, normalizeIP } from '@fastify/rate-limit'
import type { App } from '@mooddj/platform/app'
import { retryLater } from '@mooddj/platform/problem'
import type { FastifyRequest } from 'fastify'
import type { Redis } from 'ioredis'
import type { Config } from './config.ts'
import { RequestsTooMany } from './problems.ts'

const MINUTE_MS = 60_000
/** Addresses remembered while Redis is away. */
const LOCAL_MAX = 10_000
/** After Redis failed, so long nothing is asked of it: no request shall wait for it twice. */
const AWAY_MS = 1_000

/** Limits what one address may ask for in a minute; replicas share the counts through Redis and count for themselves while it is away. */
export async function openRateLimits(
  app: App,
  redis: Redis,
  { REQUESTS_PER_MINUTE, GUESTS_PER_MINUTE }: Pick<Config, 'REQUESTS_PER_MINUTE' | 'GUESTS_PER_MINUTE'>,
): Promise<void> {
  const counts = createCounts(redis)
  await app.register(rateLimit, {
    global: false,
    timeWindow: MINUTE_MS,
    store: class {
      incr: FastifyRateLimitStore['incr'] = counts.incr
      child: FastifyRateLimitStore['child'] = () => this
    },
  })
  const general = app.createRateLimit({
    max: REQUESTS_PER_MINUTE,
    keyGenerator: ({ ip }) => `calls:${normalizeIP(ip)}`,
  })
  const guests = app.createRateLimit({
    max: GUESTS_PER_MINUTE,
    keyGenerator: ({ ip }) => `guests:${normalizeIP(ip)}`,
  })
  app.addHook('onRequest', async (request) => {
    for (const limit of isNewGuest(request) ? [general, guests] : [general]) {
      const result = await limit(request)
      if (!result.isAllowed && result.isExceeded)
        throw retryLater(RequestsTooMany(), Math.max(1, result.ttlInSeconds))
    }
  })
}

function isNewGuest({ method, url }: FastifyRequest): boolean {
  return method === 'POST' && /^\/v1\/auth\/guests\/?(\?|$)/.test(url)
}

function createCounts(redis: Redis): Pick<FastifyRateLimitStore, 'incr'> {
  const local = new Map<string, { current: number; endsAt: number }>()
  let awayUntil = 0

  const countLocally = (key: string, windowMs: number) => {
    const now = Date.now()
    const kept = local.get(key)
    const count = kept !== undefined && kept.endsAt > now ? kept : { current: 0, endsAt: now + windowMs }
    count.current += 1
    // Deleted and set again, a key moves to the end: the first is the one not seen for longest.
    local.delete(key)
    local.set(key, count)
    const [oldest] = local.keys()
    if (local.size > LOCAL_MAX && oldest !== undefined) local.delete(oldest)
    return { current: count.current, ttl: count.endsAt - now }
  }
  const count = async (key: string, windowMs: number) => {
    if (redis.status !== 'ready' || Date.now() < awayUntil) return countLocally(key, windowMs)
    try {
      const name = `gateway:rate:${key}`
      const results = await redis.multi().incr(name).pexpire(name, windowMs, 'NX').pttl(name).exec()
      const [current, , ttl] = (results ?? []).map(([, value]) => Number(value))
      if (current === undefined || ttl === undefined) throw new Error('the count was not made')
      return { current, ttl: Math.max(0, ttl) }
    } catch {
      // Away: the cache logs it, and counting goes on here.
      awayUntil = Date.now() + AWAY_MS
      return countLocally(key, windowMs)
    }
  }
  return {
    incr(key, callback, windowMs) {
      count(key, windowMs).then(
        (result) => callback(null, result),
        (error: Error) => callback(error),
      )
    },
  }
}
