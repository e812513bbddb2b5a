import type { Streams } from '@mooddj/platform/streams'
import { accountDeleted, spotifyUnlinked } from '@mooddj/shared/channels'
import type { Store } from './store.ts'

/** What this service does when the others speak. */
export async function handleEvents({ streams, store }: { streams: Streams; store: Store }): Promise<void> {
  await streams.handle(accountDeleted, ({ accountId, deletedAt }) =>
    store.deleteAccount(accountId, new Date(deletedAt)),
  )
  await streams.handle(spotifyUnlinked, ({ accountId, unlinkedAt }) =>
    store.deleteSpotifyCards(accountId, new Date(unlinkedAt)),
  )
}
