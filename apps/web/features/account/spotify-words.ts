import type { SpotifyLink, SpotifyOutcome } from '@mooddj/shared/spotify'

/** What is said when a listener comes back from Spotify. */
export const OUTCOME_WORDS: Readonly<Record<SpotifyOutcome, string>> = {
  linked: 'Spotify is linked.',
  refused: 'You said no at Spotify, so nothing was linked.',
  expired: 'That took too long, or it was used before. Link again.',
  'other-browser': 'That was begun in another browser. Link again in this one.',
  'not-allowed':
    'Spotify does not let this Mood DJ use your account yet: whoever runs it must add you to the app’s listeners at Spotify.',
  failed: 'Spotify did not take the link. Link again.',
  unavailable: 'Spotify did not answer. Try again in a moment.',
}

/** So long before the end a listener is told of it. */
const NOTICE_MS = 14 * 24 * 3600 * 1000

/** Whether the listener's consent at Spotify is about to end. */
export function isEnding({ state, endsAt }: SpotifyLink, now: Date): boolean {
  return state === 'linked' && endsAt !== null && Date.parse(endsAt) - now.getTime() < NOTICE_MS
}

/** What is said of a link as it is now. */
export function linkWords(link: SpotifyLink, now: Date): string {
  const { state, linkedAt, endsAt } = link
  switch (state) {
    case 'linked': {
      const since = `Linked on ${dayOf(linkedAt)}.`
      return isEnding(link, now)
        ? `${since} Spotify asks you anew after ${dayOf(endsAt)}: link again before.`
        : since
    }
    case 'ended':
      return 'Spotify no longer lets Mood DJ use your account. Link it again; until then the built-in music plays.'
    case 'none':
      return 'Link your account to get playlists made of what you like, in your own Spotify library. Everything works without it.'
    case 'not-configured':
      return ''
    default:
      return state satisfies never
  }
}

function dayOf(time: string | null): string {
  return time === null ? '' : new Date(time).toLocaleDateString(undefined, { dateStyle: 'long' })
}
