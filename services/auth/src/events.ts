import type { DenyList } from '@mooddj/platform/deny-list'
import type { Streams } from '@mooddj/platform/streams'
import { accountDeleted, KEPT_CHANNELS } from '@mooddj/shared/channels'

/** Removes what the event stream keeps of a deleted account, but for the event that says so: those who are away have yet to hear it. */
export async function purgeEvents(streams: Streams, accountId: string): Promise<void> {
  for (const channel of KEPT_CHANNELS) {
    if (channel.name !== accountDeleted.name) await streams.purge(channel, accountId)
  }
}

/** What auth does when it is told. It hears of deletions as everyone does: one that was begun is finished, whatever happens in between. */
export async function handleEvents({
  streams,
  denyList,
}: {
  streams: Streams
  denyList: DenyList
}): Promise<void> {
  await streams.handle(accountDeleted, async ({ accountId }) => {
    await purgeEvents(streams, accountId)
    // The account itself stays denied until its last token has expired.
    await denyList.allowConsent(accountId)
  })
}
