import { sessionEnded } from '@mooddj/shared/channels'
import { CLOSE_CODES } from '@mooddj/shared/live-protocol'
import type { App } from '@mooddj/platform/app'
import type { DenyList } from '@mooddj/platform/deny-list'
import type { Guest, House } from './house.ts'
import type { SessionStore } from './session-store.ts'
import type { Telling } from './telling.ts'

const BEAT_MS = 10_000
const SWEEP_MS = 100

/**
 * What happens by the clock. Ten-secondly: dead peers are dropped (within 20 s), sessions are marked seen, sockets that a missed event should
 * have closed are closed, sessions that nobody came back to are told as ended. Ten times a second: frames without an answer are given up.
 */
export function startHeartbeat(
  app: App,
  {
    house,
    sessions,
    denyList,
    telling,
    sweepFrames,
  }: { house: House; sessions: SessionStore; denyList: DenyList; telling: Telling; sweepFrames: () => void },
): void {
  const beatOne = async (guest: Guest) => {
    const { accountId, sessionId, socketId, session, line } = guest
    const [isDenied, isConsentDenied, kept] = await Promise.all([
      denyList.isDenied(guest),
      denyList.isConsentDenied(accountId),
      sessions.read(sessionId),
    ])
    if (house.find(sessionId) !== guest) return
    if (isDenied) line.close(CLOSE_CODES.policy, 'the sign-in has ended')
    else if (isConsentDenied) line.close(CLOSE_CODES.policy, 'consent was withdrawn')
    else if (kept !== undefined && kept.socketId !== socketId)
      line.close(CLOSE_CODES.policy, 'a newer socket has taken this session')
    else await sessions.keep({ sessionId, accountId, socketId, held: session.held() }, Date.now())
  }
  const beat = async () => {
    for (const guest of house.all()) guest.line.beat(Date.now())
    await Promise.all([...house.all()].map(beatOne))
    for (const ended of await sessions.ended(Date.now())) {
      const { sessionId, accountId, seenAt } = ended
      telling.tell(
        sessionEnded,
        accountId,
        { sessionId, accountId, endedAt: new Date(seenAt).toISOString() },
        `ended-${sessionId}-${seenAt}`,
      )
      await sessions.forgetEnded(ended)
    }
  }
  const beating = setInterval(() => {
    beat().catch((err: unknown) => app.log.warn({ err }, 'a beat was missed'))
  }, BEAT_MS)
  const sweeping = setInterval(sweepFrames, SWEEP_MS)
  app.addHook('onClose', (_app, done) => {
    clearInterval(beating)
    clearInterval(sweeping)
    done()
  })
}
