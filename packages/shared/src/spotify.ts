import { type Static, Type } from 'typebox'

const time = Type.Union([Type.String(), Type.Null()])

/** Whether an account is linked to Spotify. Times are ISO 8601, UTC. */
export const SpotifyLinkSchema = Type.Object({
  /** `ended`: it was linked, and Spotify no longer takes it; `not-configured`: nobody can link in this house. */
  state: Type.Enum(['none', 'linked', 'ended', 'not-configured'] as const),
  linkedAt: time,
  /** When Spotify will ask for the listener's consent anew, six months after it was given. */
  endsAt: time,
  endedAt: time,
  /** Not Spotify itself but a made-up one, for trying things out. */
  isMadeUp: Type.Boolean(),
})
export type SpotifyLink = Static<typeof SpotifyLinkSchema>

/** What there is to say of an account that is not linked. */
export function unlinkedSpotify(state: 'none' | 'not-configured', isMadeUp: boolean): SpotifyLink {
  return { state, linkedAt: null, endsAt: null, endedAt: null, isMadeUp }
}

/** Where a listener goes to link. */
export const SpotifyLinkBegunSchema = Type.Object({ authorizeUrl: Type.String() })
export type SpotifyLinkBegun = Static<typeof SpotifyLinkBegunSchema>

/** What came of it: the page is opened with `?spotify=<outcome>`. */
export const SPOTIFY_OUTCOMES = [
  'linked',
  'refused',
  'expired',
  'other-browser',
  'not-allowed',
  'failed',
  'unavailable',
] as const
export type SpotifyOutcome = (typeof SPOTIFY_OUTCOMES)[number]

/**
 * What auth gives the playlist service for a listener: an access token, and the errand with which it may ask for another one within 24 hours,
 * when the listener has gone.
 */
export const SpotifyTokenSchema = Type.Object({
  accessToken: Type.String(),
  expiresInS: Type.Integer(),
  errand: Type.String(),
})
export type SpotifyToken = Static<typeof SpotifyTokenSchema>
