import { MoodNotSettled, SessionNotFound } from './problems.ts'
import type { SessionBell } from './session-bell.ts'
import type { SessionMood, SessionStore } from './store/sessions.ts'

/**
 * The settled mood of a session; waits for it as long as the bell's listeners do, and for the session itself, whose beginning may still
 * be on its way.
 * @throws {SessionNotFound} at once for somebody else's session, after the wait for an unknown one
 * @throws {MoodNotSettled} after the wait
 */
export async function awaitMood(
  { accountId, sessionId }: { accountId: string; sessionId: string },
  { sessions, bell }: { sessions: SessionStore; bell: SessionBell },
): Promise<SessionMood> {
  const listener = bell.listen(sessionId)
  try {
    for (;;) {
      // Listening begins before looking, so that nothing falls in between.
      const isLastLook = listener.isTimeUp()
      const news = listener.next()
      const session = await sessions.find(sessionId, new Date())
      if (session !== undefined && session.accountId !== accountId) throw SessionNotFound()
      if (session?.mood !== undefined) return session.mood
      if (isLastLook) throw session === undefined ? SessionNotFound() : MoodNotSettled()
      await news
    }
  } finally {
    listener.stop()
  }
}
