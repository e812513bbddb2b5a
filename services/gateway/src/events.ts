import { CONSENT_PURPOSE } from '@mooddj/shared/account'
import {
  accountDeleted,
  cardDrawn,
  consentWithdrawn,
  moodForgotten,
  moodSettled,
  playlistComposed,
  sessionEnded,
  sessionOpened,
  signInEnded,
} from '@mooddj/shared/channels'
import { CLOSE_CODES } from '@mooddj/shared/live-protocol'
import type { Bus } from '@mooddj/platform/bus'
import type { Streams } from '@mooddj/platform/streams'
import type { Guest, House } from './house.ts'
import type { SessionStore } from './session-store.ts'
import type { Telling } from './telling.ts'

/**
 * What the gateway does when the others speak. Every replica hears and acts on its own sockets at once; what must not be missed (state to be
 * forgotten) comes through the stream as well.
 */
export async function handleEvents({
  bus,
  streams,
  house,
  sessions,
  telling,
}: {
  bus: Bus
  streams: Streams
  house: House
  sessions: SessionStore
  telling: Telling
}): Promise<void> {
  const closeAll = (guests: Iterable<Guest>, reason: string) => {
    for (const guest of guests) {
      // Out of the house first: what leaves it by itself is kept to be resumed.
      house.leave(guest)
      guest.session.close()
      guest.line.close(CLOSE_CODES.policy, reason)
    }
  }
  bus.listen(playlistComposed, '*', ({ accountId, playlistId, title, shareUrl }) => {
    for (const { session } of house.ofAccount(accountId)) {
      session.announce(playlistId, { type: 'playlist', playlistId, title, shareUrl })
    }
  })
  bus.listen(cardDrawn, '*', ({ accountId, cardId, playlistId, imageUrl, expiresAt }) => {
    for (const { session } of house.ofAccount(accountId)) {
      session.announce(cardId, { type: 'card', cardId, playlistId, imageUrl, expiresAt })
    }
  })
  bus.listen(consentWithdrawn, '*', ({ accountId, purpose }) => {
    if (purpose === CONSENT_PURPOSE) closeAll(house.ofAccount(accountId), 'consent was withdrawn')
  })
  bus.listen(accountDeleted, '*', ({ accountId }) =>
    closeAll(house.ofAccount(accountId), 'the account was deleted'),
  )
  bus.listen(signInEnded, '*', ({ accountId, signInId }) => {
    const signedIn = house.ofAccount(accountId).filter((guest) => guest.signInId === signInId)
    closeAll(signedIn, 'the sign-in has ended')
  })
  await streams.handle(consentWithdrawn, async ({ accountId, purpose, at }) => {
    if (purpose !== CONSENT_PURPOSE) return
    for (const sessionId of await sessions.forgetSessions(accountId)) {
      telling.tell(
        sessionEnded,
        accountId,
        { sessionId, accountId, endedAt: at },
        `ended-${sessionId}-withdrawn`,
      )
      // What settled between the withdrawal and the closing of the socket is to be forgotten, too.
      const forgottenAt = new Date().toISOString()
      const event = { sessionId, accountId, forgottenAt }
      telling.tell(moodForgotten, accountId, event, `forgotten-${sessionId}-withdrawn`)
    }
    await streams.purge(moodSettled, accountId)
  })
  await streams.handle(accountDeleted, async ({ accountId }) => {
    await telling.forget(accountId)
    await sessions.forgetAccount(accountId)
    for (const told of [sessionOpened, moodSettled, moodForgotten, sessionEnded])
      await streams.purge(told, accountId)
  })
}
