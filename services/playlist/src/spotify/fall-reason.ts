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
