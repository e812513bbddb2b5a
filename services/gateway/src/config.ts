import { natsSettings, redisSettings, serviceSettings, tokenSettings } from '@mooddj/platform/config'
import { EmotionPointsSchema } from '@mooddj/shared/emotion-points'
import { type Static, Type } from 'typebox'

const url = Type.String({ pattern: '^https?://' })
const count = (value: number) => Type.Integer({ minimum: 1, default: value })

/** What the gateway is told from outside. */
export const ConfigSchema = Type.Object({
  ...serviceSettings,
  ...natsSettings,
  ...redisSettings,
  ...tokenSettings,
  INFERENCE_URL: url,
  PLAYLIST_URL: url,
  SNAPSHOT_URL: url,
  /** The page's address; its origin may open the live socket. */
  PUBLIC_URL: url,
  /** Further origins, comma separated, whose pages may call directly. */
  WEB_ORIGIN: Type.String({ default: '' }),
  /** Open live sockets; one more is answered 503. */
  LIVE_SESSIONS_MAX: count(250),
  /** Frames a second and session; what comes faster is dropped. */
  FRAMES_PER_SECOND_MAX: count(30),
  /** The share of frames that are followed on their way, where traces are sent at all. */
  FRAMES_FOLLOWED_SHARE: Type.Number({ minimum: 0, maximum: 1, default: 0.01 }),
  /** Frames a second below which reading a session is of little use: as many sessions are let in as inference can serve at this rate. */
  FRAMES_PER_SECOND_LEAST: Type.Number({ exclusiveMinimum: 0, default: 1 }),
  /** Where a mood chosen by hand lies in the plane. */
  EMOTION_POINTS: EmotionPointsSchema,
  /** Calls a minute from one address. */
  REQUESTS_PER_MINUTE: count(1200),
  /** New guests a minute from one address. */
  GUESTS_PER_MINUTE: count(120),
})
export type Config = Static<typeof ConfigSchema>

/** The share of frames to follow: none where traces are not sent. */
export function followedShare({ OTEL_EXPORTER_OTLP_ENDPOINT, FRAMES_FOLLOWED_SHARE }: Config): number {
  return OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? 0 : FRAMES_FOLLOWED_SHARE
}
