import { retryLater, ServiceUnavailable } from '@mooddj/platform/problem'
import type { Streams } from '@mooddj/platform/streams'
import { moodSettled } from '@mooddj/shared/channels'
import { MoodNotSettled, SessionNotFound } from './problems.ts'
import type { SessionBell } from './session-bell.ts'
import type { KnownSession, SessionMood, SessionStore } from './store/sessions.ts'
import { timeOf } from './store/time-of.ts'

/** For a mood that has yet to settle, … */
const MOOD_WAIT_MS = 2_000
/** … and for one that has, but was not kept by then: the database is slow, or its events come late. */
const LATE_MOOD_WAIT_MS = 5_000
const COME_BACK_S = 2

interface Asked {
  accountId: string
  sessionId: string
}

export interface MoodRooms {
  sessions: Pick<SessionStore, 'find'>
  bell: SessionBell
  streams: Pick<Streams, 'last'>
}

/**
 * The settled mood of a session. Waits two seconds for it, and for the session itself, whose beginning may still be on its way; five more when
 * the stream holds a mood of it that is not kept yet, because then whoever asks has been told that it has settled.
 * @throws {SessionNotFound} at once for somebody else's session, after the wait for an unknown one
 * @throws {MoodNotSettled} after the wait
 * @throws {ServiceUnavailable} for a mood that has settled and is not kept after the longer wait, or when nobody can say whether there is one
 */
export async function awaitMood(asked: Asked, rooms: MoodRooms): Promise<SessionMood> {
  let session = await look(asked, rooms, MOOD_WAIT_MS)
  const isLate = session?.mood === undefined && (await isOnItsWay(asked, session, rooms))
  if (isLate) session = await look(asked, rooms, LATE_MOOD_WAIT_MS)
  if (session?.mood !== undefined) return session.mood
  if (isLate) throw moodUnreachable()
  throw session === undefined ? SessionNotFound() : MoodNotSettled()
}

/** The session as soon as its mood is kept, or else as it is when the wait is over. */
async function look(
  { accountId, sessionId }: Asked,
  { sessions, bell }: MoodRooms,
  waitMs: number,
): Promise<KnownSession | undefined> {
  const listener = bell.listen(sessionId, waitMs)
  try {
    for (;;) {
      // Listening begins before looking, so that nothing falls in between.
      const isLastLook = listener.isTimeUp()
      const news = listener.next()
      const session = await sessions.find(sessionId, new Date())
      if (session !== undefined && session.accountId !== accountId) throw SessionNotFound()
      if (session?.mood !== undefined || isLastLook) return session
      await news
    }
  } finally {
    listener.stop()
  }
}

/** Whether the account's last mood in the stream is of this session, and newer than what is kept of it. */
async function isOnItsWay(
  { accountId, sessionId }: Asked,
  session: KnownSession | undefined,
  { streams }: MoodRooms,
): Promise<boolean> {
  const told = await streams.last(moodSettled, accountId).catch((cause: unknown) => {
    throw Object.assign(moodUnreachable(), { cause })
  })
  if (told?.sessionId !== sessionId) return false
  return session?.settledAt === undefined || timeOf(told.settledAt) > session.settledAt
}

const moodUnreachable = () => retryLater(ServiceUnavailable('Your settled mood'), COME_BACK_S)
