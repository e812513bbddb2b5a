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
