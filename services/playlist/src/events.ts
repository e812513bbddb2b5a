import type { Streams } from '@mooddj/platform/streams'
import { CONSENT_PURPOSE } from '@mooddj/shared/account'
import {
  accountDeleted,
  consentWithdrawn,
  moodForgotten,
  moodSettled,
  playlistComposed,
  sessionEnded,
  sessionOpened,
  spotifyUnlinked,
  trackJudged,
} from '@mooddj/shared/channels'
import { UndecodableError } from '@mooddj/shared/codec'
import { AccountGone } from './problems.ts'
import type { SessionBell } from './session-bell.ts'
import type { AccountStore } from './store/accounts.ts'
import type { SessionStore } from './store/sessions.ts'
import type { SpotifyPlaylistStore } from './store/spotify-playlists.ts'
import { timeOf } from './store/time-of.ts'
import type { CandidateCache } from './spotify/candidate-cache.ts'

/** What this service does when the others speak. Every handler may hear an event twice, late or before another. */
export async function handleEvents({
  streams,
  sessions,
  accounts,
  bell,
  spotify,
}: {
  streams: Streams
  sessions: SessionStore
  accounts: AccountStore
  bell: SessionBell
  spotify: { store: Pick<SpotifyPlaylistStore, 'forget'>; cache: CandidateCache }
}): Promise<void> {
  const recorded =
    <E extends { sessionId: string }>(record: (event: E) => Promise<void>, news?: { forgotten: boolean }) =>
    async (event: E) => {
      if (!/^[\w-]{1,64}$/.test(event.sessionId))
        throw new UndecodableError('a session id has other characters than ids have')
      await unlessGone(record(event))
      bell.ring(event.sessionId, news)
    }
  // What this service told of an account is kept in the stream; its own outbox is empty of it by then.
  const purge = async (accountId: string) => {
    for (const told of [playlistComposed, trackJudged]) await streams.purge(told, accountId)
  }
  await streams.handle(accountDeleted, async (event) => {
    await spotify.cache.forget(event.accountId, timeOf(event.deletedAt))
    await accounts.erase(event)
    await purge(event.accountId)
  })
  await streams.handle(spotifyUnlinked, async ({ accountId, unlinkedAt }) => {
    const at = timeOf(unlinkedAt)
    await spotify.cache.forget(accountId, at)
    await unlessGone(spotify.store.forget(accountId, at))
    await purge(accountId)
  })
  await streams.handle(sessionOpened, recorded(sessions.recordOpened))
  await streams.handle(moodSettled, recorded(sessions.recordMood))
  await streams.handle(moodForgotten, recorded(sessions.recordForgotten, { forgotten: true }))
  await streams.handle(sessionEnded, recorded(sessions.recordEnded))
  await streams.handle(consentWithdrawn, async (event) => {
    // Of a place nothing is kept with an account: whether it may be used is asked each time.
    if (event.purpose === CONSENT_PURPOSE) await unlessGone(sessions.forgetMoods(event))
  })
}

/** What comes late for a deleted account is dropped. */
async function unlessGone(recording: Promise<unknown>): Promise<void> {
  try {
    await recording
  } catch (error) {
    if (!(error instanceof AccountGone)) throw error
  }
}
