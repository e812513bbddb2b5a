import {
  databaseSettings,
  natsSettings,
  readConfig,
  redisSettings,
  serviceSettings,
  tokenSettings,
} from '@mooddj/platform/config'
import { type Static, Type } from 'typebox'

const ConfigSchema = Type.Object({
  ...serviceSettings,
  ...natsSettings,
  ...redisSettings,
  ...databaseSettings,
  ...tokenSettings,
  PLAYLIST_URL: Type.String({ pattern: '^https?://' }),
  /** The page's origin: card links are built from it. */
  PUBLIC_URL: Type.String({ pattern: '^https?://' }),
  /** How long a card can be seen. */
  CARD_LIFETIME_HOURS: Type.Integer({ minimum: 1, maximum: 24 * 90, default: 24 * 7 }),
  /** How many cards are drawn at once. */
  DRAW_THREADS: Type.Integer({ minimum: 1, maximum: 16, default: 1 }),
})
export type Config = Static<typeof ConfigSchema>

export const loadConfig = (environment: NodeJS.ProcessEnv = process.env): Config =>
  readConfig(ConfigSchema, environment)
