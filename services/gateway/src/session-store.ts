import { createParser } from '@mooddj/shared/codec'
import { SettledSchema } from '@mooddj/shared/mood'
import { Type } from 'typebox'
import type { Redis } from 'ioredis'
import type { HeldMood } from './settle.ts'

/** A session can be resumed for so long after it was last seen. */
export const RESUMABLE_S = 600
const INDEX_LIFETIME_S = 24 * 3600

const HeldMoodSchema = Type.Object({
  settled: SettledSchema,
  source: Type.Enum(['camera', 'override'] as const),
})
const heldMoods = createParser(Type.Union([HeldMoodSchema, Type.Null()]))

/** One session as Redis keeps it while it is open and for ten minutes more. */
export interface KeptSession {
  readonly sessionId: string
  readonly accountId: string
  /** Which socket holds it; the newest wins. */
  readonly socketId: string
  readonly held: HeldMood | undefined
}

/** A session that nobody came back to. */
export interface EndedSession {
  readonly sessionId: string
  readonly accountId: string
  /** When its socket was last seen, ms since the epoch. */
  readonly seenAt: number
}

export interface SessionStore {
  read(sessionId: string): Promise<KeptSession | undefined>
  /** Keeps a session's state and marks it seen. */
  keep(session: KeptSession, now: number): Promise<void>
  /** The sessions not seen for so long that they cannot be resumed. */
  ended(now: number): Promise<EndedSession[]>
  forgetEnded(session: Pick<EndedSession, 'sessionId' | 'accountId'>): Promise<void>
  /** Drops an account's sessions and gives their ids. Its tickets stay, so that whoever comes with one hears why it is refused. */
  forgetSessions(accountId: string): Promise<string[]>
  /** Drops everything kept under an account, tickets included. */
  forgetAccount(accountId: string): Promise<void>
}

const SESSION_PREFIX = 'gateway:session:'
const OPEN_SESSIONS_KEY = 'gateway:sessions:open'
const memberOf = ({ sessionId, accountId }: Pick<EndedSession, 'sessionId' | 'accountId'>) =>
  `${sessionId} ${accountId}`

/** The set of Redis keys that belong to an account, so that they can be dropped with it. */
export const accountKeysKey = (accountId: string) => `gateway:account-keys:${accountId}`

export function createSessionStore(redis: Redis): SessionStore {
  const forgetSessions = async (accountId: string) => {
    const keys = (await redis.smembers(accountKeysKey(accountId))).filter((key) =>
      key.startsWith(SESSION_PREFIX),
    )
    if (keys.length === 0) return []
    const sessionIds = keys.map((key) => key.slice(SESSION_PREFIX.length))
    await redis
      .multi()
      .unlink(...keys)
      .srem(accountKeysKey(accountId), ...keys)
      .zrem(OPEN_SESSIONS_KEY, ...sessionIds.map((sessionId) => memberOf({ sessionId, accountId })))
      .exec()
    return sessionIds
  }
  return {
    async read(sessionId) {
      const { accountId, socketId, held } = await redis.hgetall(SESSION_PREFIX + sessionId)
      if (accountId === undefined || socketId === undefined) return undefined
      return { sessionId, accountId, socketId, held: heldMoods.parseText(held ?? 'null') ?? undefined }
    },
    async keep(session, now) {
      const { sessionId, accountId, socketId, held } = session
      const key = SESSION_PREFIX + sessionId
      await redis
        .multi()
        .hset(key, { accountId, socketId, held: JSON.stringify(held ?? null) })
        .expire(key, RESUMABLE_S)
        .sadd(accountKeysKey(accountId), key)
        .expire(accountKeysKey(accountId), RESUMABLE_S)
        .zadd(OPEN_SESSIONS_KEY, now, memberOf(session))
        .expire(OPEN_SESSIONS_KEY, INDEX_LIFETIME_S)
        .exec()
    },
    async ended(now) {
      const flat = await redis.zrangebyscore(
        OPEN_SESSIONS_KEY,
        0,
        now - RESUMABLE_S * 1000,
        'WITHSCORES',
        'LIMIT',
        0,
        100,
      )
      const found: EndedSession[] = []
      for (let at = 0; at + 1 < flat.length; at += 2) {
        const [sessionId = '', accountId = ''] = (flat[at] ?? '').split(' ')
        found.push({ sessionId, accountId, seenAt: Number(flat[at + 1]) })
      }
      return found
    },
    async forgetEnded(session) {
      await redis.zrem(OPEN_SESSIONS_KEY, memberOf(session))
    },
    forgetSessions,
    async forgetAccount(accountId) {
      await forgetSessions(accountId)
      await redis.unlink(accountKeysKey(accountId), ...(await redis.smembers(accountKeysKey(accountId))))
    },
  }
}
