import {
  databaseSettings,
  natsSettings,
  readConfig,
  redisSettings,
  serviceSettings,
} from '@mooddj/platform/config'
import { type Static, Type } from 'typebox'

const url = Type.String({ pattern: '^https?://' })

const ConfigSchema = Type.Object({
  ...serviceSettings,
  ...natsSettings,
  ...redisSettings,
  ...databaseSettings,
  /** The private key of access tokens: PEM, PKCS#8, P-256. */
  AUTH_SIGNING_KEY: Type.String({ minLength: 1 }),
  /** Where the page is reached; its origin may use the refresh cookie. */
  PUBLIC_URL: url,
  /** Further origins that may, separated by commas. */
  WEB_ORIGIN: Type.String({ default: '', pattern: '^(https?://[^,]+(,\\s*https?://[^,]+)*)?$' }),
  /** Who is asked for what a person's export holds besides the account. */
  PLAYLIST_URL: url,
  SNAPSHOT_URL: url,
  /** How Spotify knows this house; without it nobody can link, and everything else works. Wants the two settings below. */
  SPOTIFY_CLIENT_ID: Type.Optional(Type.String({ minLength: 1 })),
  SPOTIFY_CLIENT_SECRET: Type.Optional(Type.String({ minLength: 1 })),
  /** What tokens are sealed with at rest: `id:base64` of 32 bytes, separated by commas. The first seals, all open. */
  SPOTIFY_TOKEN_KEYS: Type.Optional(Type.String({ minLength: 1 })),
  /** Where Spotify is; another place for a made-up one. */
  SPOTIFY_ACCOUNTS_URL: Type.String({ default: 'https://accounts.spotify.com', pattern: '^https?://' }),
  SPOTIFY_API_URL: Type.String({ default: 'https://api.spotify.com/v1', pattern: '^https?://' }),
  /** How often unused guests, expired sign-ins and late events of deleted accounts are looked for. */
  SWEEP_INTERVAL_MS: Type.Integer({ minimum: 100, default: 600_000 }),
})

/** What auth is told from outside. */
export type Config = Static<typeof ConfigSchema>

/**
 * Auth's settings.
 * @throws {ConfigError} naming every missing or wrong one
 */
export function readAuthConfig(environment?: NodeJS.ProcessEnv): Config {
  return readConfig(ConfigSchema, environment)
}
