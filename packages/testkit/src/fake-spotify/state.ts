import { createHash, randomBytes } from 'node:crypto'
import { FAKE_ARTISTS, type FakeArtist, type FakeTrack, idOf, shuffledFor } from './catalogue.ts'

/** Somebody with an account at the made-up Spotify. */
export interface FakeListener {
  readonly accountId: string
  readonly id: string
  readonly name: string
  /** Whether the app's owner named them: an app in development mode has five such listeners. */
  readonly isRegistered: boolean
  readonly topTracks: readonly FakeTrack[]
  readonly topArtists: readonly FakeArtist[]
  readonly recent: readonly FakeTrack[]
  /** URIs, newest first. */
  saved: string[]
}

/** A playlist of a listener's, as it is now. */
export interface FakePlaylist {
  readonly id: string
  /** Where a person can look at it: at the made-up Spotify, as it was reached when the playlist was made. */
  readonly page: string
  readonly owner: string
  name: string
  description: string
  isPublic: boolean
  uris: string[]
  cover: Buffer | undefined
  /** Taken out of its owner's library: nobody finds it any more. */
  isRemoved: boolean
  version: number
}

/** What a listener allowed once; everything that came of it ends with it. */
export interface FakeGrant {
  readonly listener: FakeListener
  readonly scopes: readonly string[]
  /** Milliseconds since the epoch, on the fake's clock. */
  readonly authorisedAt: number
  isRevoked: boolean
}

/** An authorisation code, good once. */
export interface FakeCode {
  readonly grant: FakeGrant
  readonly redirectUri: string
  readonly challenge: string
  readonly issuedAt: number
  isUsed: boolean
}

/** All that the fake remembers. Tokens are kept as digests, so that nothing of the fake's can show one. */
export interface FakeState {
  readonly listeners: ReadonlyMap<string, FakeListener>
  readonly codes: Map<string, FakeCode>
  readonly accessTokens: Map<string, { grant: FakeGrant; expiresAt: number }>
  readonly refreshTokens: Map<string, FakeGrant>
  readonly playlists: Map<string, FakePlaylist>
  now(): number
  advance(ms: number): void
}

/** Spotify's own times: a code ten minutes, an access token an hour, a refresh token six months from the authorisation. */
export const CODE_LIFE_MS = 600_000
export const ACCESS_LIFE_S = 3600
export const REFRESH_LIFE_MS = 182 * 24 * 3_600_000

export const digestOf = (secret: string) => createHash('sha256').update(secret).digest('hex')
/** A secret that tests can look for in logs: `fake-access-…`. */
export const secretOf = (kind: string) => `fake-${kind}-${randomBytes(24).toString('base64url')}`

export function createFakeState({
  registered,
  strangers,
}: {
  registered: readonly string[]
  strangers: readonly string[]
}): FakeState {
  let offsetMs = 0
  return {
    listeners: new Map(
      [...registered, ...strangers].map((name) => [name, createListener(name, registered.includes(name))]),
    ),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    playlists: new Map(),
    now: () => Date.now() + offsetMs,
    advance(ms) {
      offsetMs += ms
    },
  }
}

function createListener(name: string, isRegistered: boolean): FakeListener {
  const order = shuffledFor(name)
  const turn = Buffer.from(idOf(name)).reduce((sum, byte) => sum + byte, 0)
  return {
    accountId: idOf(`account ${name}`).slice(0, 10),
    id: `made-up-${name.toLowerCase()}`,
    name,
    isRegistered,
    topTracks: order.slice(0, 80),
    topArtists: Array.from(
      { length: 20 },
      (_, index) => FAKE_ARTISTS[(turn + index * 7) % FAKE_ARTISTS.length],
    ).filter((artist) => artist !== undefined),
    recent: order.slice(60, 110),
    saved: order.slice(90, 290).map(({ uri }) => uri),
  }
}
