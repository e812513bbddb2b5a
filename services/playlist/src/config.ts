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
  /** The origin that share links are built from. */
  PUBLIC_URL: Type.String({ pattern: '^https?://' }),
})

/** What the playlist service is told from outside. */
export type Config = Static<typeof ConfigSchema>

/** Reads the settings from the environment; throws naming every wrong one. */
export function playlistConfig(environment?: NodeJS.ProcessEnv): Config {
  return readConfig(ConfigSchema, environment)
}
