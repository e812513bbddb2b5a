import type {
  ConsentChanged,
  MoodForgotten,
  MoodSettled,
  SessionEnded,
  SessionOpened,
} from '@mooddj/shared/channels'
import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'
import { and, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { sessions } from '../tables.ts'
import { writeForAccount } from './living-account.ts'
import { timeOf } from './time-of.ts'

/** A mood that a playlist can start from. */
export interface SessionMood {
  emotion: Emotion
  point: Affect
}

/** A live session as this service knows it. */
export interface KnownSession {
  accountId: string
  /** What it settled on last, while that may be used. */
  mood: SessionMood | undefined
  /** When it settled last, or that was taken back. */
  settledAt: Date | undefined
}

/** Keeps live sessions. Every record may come twice, late or before another: the latest time of each kind counts. */
export interface SessionStore {
  recordOpened: (event: SessionOpened) => Promise<void>
  recordEnded: (event: SessionEnded) => Promise<void>
  recordMood: (event: MoodSettled) => Promise<void>
  /** Erases the mood that a session settled on before, should it still be on its way, too. */
  recordForgotten: (event: MoodForgotten) => Promise<void>
  /** Erases the moods of every session of an account that withdrew its consent. */
  forgetMoods: (event: Pick<ConsentChanged, 'accountId' | 'at'>) => Promise<void>
  find: (sessionId: string, now: Date) => Promise<KnownSession | undefined>
  /** Forgets up to `limit` sessions whose moods may no longer be used; gives how many. */
  sweep: (now: Date, limit: number) => Promise<number>
}

/**
 * Until when a session's mood may be used: 30 minutes after it settled or the socket closed, whichever is later. An end that
 * nobody told (a gateway was lost) counts as having come twelve hours after the beginning.
 */
const usableUntil = sql`greatest(
  case when ${sessions.endedAt} is null or ${sessions.openedAt} > ${sessions.endedAt}
    then ${sessions.openedAt} + interval '12 hours' else ${sessions.endedAt} end,
  ${sessions.settledAt}
) + interval '30 minutes'`

const later = (column: PgColumn): SQL => sql`greatest(${column}, excluded.${sql.identifier(column.name)})`
/** Whose a session is never changes. */
const sameAccount = sql`${sessions.accountId} = excluded.account_id`

/** What is kept of a mood that may not be used any more: the time alone, so that an older mood which comes late is known as such. */
const NO_MOOD = { emotion: null, valence: null, arousal: null } as const
const isLatest = sql`(${sessions.settledAt} is null or ${sessions.settledAt} <= excluded.settled_at)`

export function createSessionStore(db: NodePgDatabase): SessionStore {
  const record = (
    row: typeof sessions.$inferInsert,
    set: Record<string, SQL | Date | string | number | null>,
    setWhere: SQL,
  ) =>
    writeForAccount(db, row.accountId, async (tx) => {
      await tx.insert(sessions).values(row).onConflictDoUpdate({ target: sessions.id, set, setWhere })
    })

  return {
    recordOpened: ({ sessionId: id, accountId, openedAt }) =>
      record(
        { id, accountId, openedAt: timeOf(openedAt) },
        { openedAt: later(sessions.openedAt) },
        sameAccount,
      ),
    recordEnded: ({ sessionId: id, accountId, endedAt }) =>
      record({ id, accountId, endedAt: timeOf(endedAt) }, { endedAt: later(sessions.endedAt) }, sameAccount),
    recordMood: async ({ sessionId: id, accountId, settledAt, emotion, valence, arousal }) => {
      const mood = { settledAt: timeOf(settledAt), emotion, valence, arousal }
      await record({ id, accountId, ...mood }, mood, sql`${sameAccount} and ${isLatest}`)
    },
    recordForgotten: async ({ sessionId: id, accountId, forgottenAt }) => {
      const nothing = { settledAt: timeOf(forgottenAt), ...NO_MOOD }
      await record({ id, accountId, ...nothing }, nothing, sql`${sameAccount} and ${isLatest}`)
    },
    forgetMoods: ({ accountId, at }) =>
      writeForAccount(db, accountId, async (tx) => {
        const settledAt = timeOf(at)
        await tx
          .update(sessions)
          .set({ settledAt, ...NO_MOOD })
          .where(
            and(
              eq(sessions.accountId, accountId),
              or(isNull(sessions.settledAt), lte(sessions.settledAt, settledAt)),
            ),
          )
      }),
    async find(sessionId, now) {
      const [row] = await db
        .select({
          accountId: sessions.accountId,
          emotion: sessions.emotion,
          valence: sessions.valence,
          arousal: sessions.arousal,
          settledAt: sessions.settledAt,
          usable: sql<boolean>`${usableUntil} > ${now.toISOString()}::timestamptz`,
        })
        .from(sessions)
        .where(eq(sessions.id, sessionId))
      if (row === undefined) return undefined
      const { accountId, emotion, valence, arousal, settledAt, usable } = row
      const settled = usable && emotion !== null && valence !== null && arousal !== null
      return {
        accountId,
        mood: settled ? { emotion, point: { valence, arousal } } : undefined,
        settledAt: settledAt ?? undefined,
      }
    },
    async sweep(now, limit) {
      const past = sql`${usableUntil} <= ${now.toISOString()}::timestamptz`
      const old = db.select({ id: sessions.id }).from(sessions).where(past).limit(limit)
      const { rowCount } = await db.delete(sessions).where(sql`${inArray(sessions.id, old)} and ${past}`)
      return rowCount ?? 0
    },
  }
}
