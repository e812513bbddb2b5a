import {
  databaseSettings,
  natsSettings,
  readConfig,
  redisSettings,
  serviceSettings,
  tokenSettings,
} from '@mooddj/platform/config'
import { EmotionPointsSchema } from '@mooddj/shared/emotion-points'
import { type Static, Type } from 'typebox'
import { ComposerSchema } from './composer-config.ts'
import { ContextRulesSchema } from './context/rules.ts'

const ConfigSchema = Type.Object({
  ...serviceSettings,
  ...natsSettings,
  ...redisSettings,
  ...databaseSettings,
  ...tokenSettings,
  /** The origin that share links are built from. */
  PUBLIC_URL: Type.String({ pattern: '^https?://' }),
  /** Where Spotify's Web API is; another place for a made-up one. Who may use it is auth's to know. */
  SPOTIFY_API_URL: Type.String({ default: 'https://api.spotify.com/v1', pattern: '^https?://' }),
  /** Who is asked how Spotify's tracks feel: it is told ids of tracks, and nothing of listeners. */
  RECCOBEATS_URL: Type.String({ default: 'https://api.reccobeats.com', pattern: '^https?://' }),
  /** How long one call to either may take. */
  SPOTIFY_TIMEOUT_MS: Type.Integer({ minimum: 10, default: 4_000 }),
  /** How long a playlist that Spotify did not let us finish is left alone at first; whoever is at one holds it for twice as long. */
  SPOTIFY_RETRY_MS: Type.Integer({ minimum: 1_000, default: 30_000 }),
  /** Whether playlists learn from likes and skips. Off, nothing is learnt, logged or used; what was learnt is kept until it is forgotten. */
  LEARNING: Type.Enum(['on', 'off'] as const, { default: 'on' }),
  /** Where a mood chosen by hand lies in the plane. */
  EMOTION_POINTS: EmotionPointsSchema,
  /** Targets, hold, ease, caps and weights of the strategies. */
  COMPOSER: ComposerSchema,
  /** Whether time, day and weather may lean a playlist. */
  CONTEXT: Type.Enum(['on', 'off'] as const, { default: 'on' }),
  /** What each of them makes of it. */
  CONTEXT_RULES: ContextRulesSchema,
  /** The origin of an Open-Meteo server. */
  WEATHER_URL: Type.String({ pattern: '^https?://', default: 'https://api.open-meteo.com' }),
})

/** What the playlist service is told from outside. */
export type Config = Static<typeof ConfigSchema>

/** Reads the settings from the environment; throws naming every wrong one. */
export function playlistConfig(environment?: NodeJS.ProcessEnv): Config {
  return readConfig(ConfigSchema, environment)
}
