import { ConfigError } from '@mooddj/platform/config'
import type { SpotifyApp } from '@mooddj/spotify/spotify-client'
import type { Config } from '../config.ts'
import { type KeyRing, readKeyRing } from './key-ring.ts'

/**
 * Shorter than the three seconds that a service waits for an answer of ours (`ask`), so that it hears what is the matter.
 */
const TIMEOUT_MS = 2_500
const SPOTIFY_HOST = 'accounts.spotify.com'

/** All that linking needs. */
export interface SpotifySettings {
  app: SpotifyApp
  keys: KeyRing
  /** Where Spotify sends a listener back to; registered there, letter for letter. */
  redirectUri: string
  /** The page that a listener is shown then. */
  accountPage: string
  /** Not the real Spotify: pages say so. */
  isMadeUp: boolean
}

/**
 * What this house is told of Spotify; undefined when it has no app there.
 * @throws {ConfigError} when only a part is told, or of no use
 */
export function readSpotifySettings(config: Config): SpotifySettings | undefined {
  const {
    SPOTIFY_CLIENT_ID: clientId,
    SPOTIFY_CLIENT_SECRET: clientSecret,
    SPOTIFY_TOKEN_KEYS: keys,
  } = config
  if (clientId === undefined) return undefined
  const missing = [
    ...(clientSecret === undefined ? ['SPOTIFY_CLIENT_SECRET'] : []),
    ...(keys === undefined ? ['SPOTIFY_TOKEN_KEYS'] : []),
  ]
  if (clientSecret === undefined || keys === undefined)
    throw new ConfigError(`SPOTIFY_CLIENT_ID is set, so ${missing.join(' and ')} must be, too`)
  const accountsUrl = config.SPOTIFY_ACCOUNTS_URL
  return {
    app: { clientId, clientSecret, accountsUrl, apiUrl: config.SPOTIFY_API_URL, timeoutMs: TIMEOUT_MS },
    keys: readKeyRing(keys),
    redirectUri: new URL('/v1/spotify/callback', config.PUBLIC_URL).href,
    accountPage: new URL('/account', config.PUBLIC_URL).href,
    isMadeUp: new URL(accountsUrl).hostname !== SPOTIFY_HOST,
  }
}
