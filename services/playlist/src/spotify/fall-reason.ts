import { SpotifyProblem, type SpotifyProblemKind } from '@mooddj/spotify/spotify-problem'

/** Why the built-in music stands in for Spotify's. */
export type FallReason =
  | 'not-linked'
  | 'link-ended'
  | 'not-configured'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'forbidden'
  | 'unavailable'
  | 'timeout'
  | 'malformed'
  | 'too-few'
  | 'interrupted'

/** Spotify is not to be asked for now: somebody was told so before. */
export class CircuitOpen extends Error {
  override name = 'CircuitOpen'
}

/** Spotify has too few tracks for a playlist of the wished length. */
export class TooFewTracks extends Error {
  override name = 'TooFewTracks'
}

const OF_SPOTIFY: Readonly<Record<SpotifyProblemKind, FallReason>> = {
  'rate-limited': 'rate-limited',
  'quota-exceeded': 'quota-exceeded',
  'grant-invalid': 'link-ended',
  unauthorised: 'link-ended',
  forbidden: 'forbidden',
  'not-found': 'malformed',
  refused: 'malformed',
  unavailable: 'unavailable',
  timeout: 'timeout',
  malformed: 'malformed',
  'budget-spent': 'unavailable',
}
/** Auth's problems. */
const OF_AUTH: Readonly<Record<string, FallReason>> = {
  SPOTIFY_NOT_LINKED: 'not-linked',
  SPOTIFY_LINK_ENDED: 'link-ended',
  ERRAND_INVALID: 'link-ended',
  SPOTIFY_NOT_CONFIGURED: 'not-configured',
  SPOTIFY_BUSY: 'rate-limited',
  SPOTIFY_UNAVAILABLE: 'unavailable',
  SERVICE_UNAVAILABLE: 'unavailable',
}

/** Why an attempt with Spotify failed; nothing when the error is another one, which is to rise. */
export function fallReasonOf(error: unknown): FallReason | undefined {
  if (error instanceof SpotifyProblem) return OF_SPOTIFY[error.kind]
  if (error instanceof CircuitOpen) return 'quota-exceeded'
  if (error instanceof TooFewTracks) return 'too-few'
  if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return 'timeout'
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return OF_AUTH[error.code]
  return undefined
}

const INSTEAD = 'so the built-in music plays instead.'

/** What the listener is told, in plain words, and what they can do. */
export function noticeOf(reason: FallReason): string {
  switch (reason) {
    case 'not-linked':
      return `Your account is not linked to Spotify, ${INSTEAD} You can link it on the account page.`
    case 'link-ended':
      return `Spotify no longer lets Mood DJ use your account, ${INSTEAD} Link it again on the account page.`
    case 'not-configured':
      return `This Mood DJ is not set up for Spotify, ${INSTEAD}`
    case 'rate-limited':
      return `Spotify asked for a pause, ${INSTEAD} Try Spotify again in a minute.`
    case 'quota-exceeded':
      return `Mood DJ has used up the calls that Spotify allows in a day, ${INSTEAD} Try Spotify again tomorrow.`
    case 'forbidden':
      return `Spotify did not allow this, ${INSTEAD} Linking your account anew may help.`
    case 'unavailable':
      return `Spotify did not answer, ${INSTEAD} Try Spotify again later.`
    case 'timeout':
      return `Spotify took too long, ${INSTEAD} Try Spotify again later.`
    case 'malformed':
      return `Spotify did not understand Mood DJ, or the other way round, ${INSTEAD}`
    case 'too-few':
      return `Spotify had too few tracks for this mood, ${INSTEAD}`
    case 'interrupted':
      return `The playlist could not be finished in Spotify, ${INSTEAD} Should an empty one be left there, you can delete it.`
  }
}

/** What the listener is told while the playlist is not whole in Spotify yet. */
export const PENDING_NOTICE = 'Your playlist is still being made in Spotify. Look again in a minute.'
