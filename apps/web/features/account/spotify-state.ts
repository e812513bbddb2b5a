import type { SpotifyLink } from '@mooddj/shared/spotify'

/** So long before the end a listener is told of it. */
const NOTICE_MS = 14 * 24 * 3600 * 1000

/** Whether the listener's consent at Spotify is about to end. */
export function isEnding({ state, endsAt }: SpotifyLink, now: Date): boolean {
  return state === 'linked' && endsAt !== null && Date.parse(endsAt) - now.getTime() < NOTICE_MS
}

/** What there is to say of a link as it is now, by its name in the messages. */
export function linkState(link: SpotifyLink, now: Date): 'linked' | 'ending' | 'ended' | 'none' | null {
  switch (link.state) {
    case 'linked':
      return isEnding(link, now) ? 'ending' : 'linked'
    case 'ended':
    case 'none':
      return link.state
    case 'not-configured':
      return null
    default:
      return link.state satisfies never
  }
}
