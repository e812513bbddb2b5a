import { natsSettings, redisSettings, serviceSettings, tokenSettings } from '@mooddj/platform/config'
import { EmotionPointsSchema } from '@mooddj/shared/emotion-points'
import { type Static, Type } from 'typebox'
import { PROVIDERS } from './provider.ts'

export const ConfigSchema = Type.Object({
  ...serviceSettings,
  ...natsSettings,
  ...redisSettings,
  ...tokenSettings,
  /** How many pictures are read at once; without it, one a core that this process may use. */
  INFERENCE_THREADS: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
  /** Where gateways bring frames, an address in numbers; without it HOST where that is private, else this machine's private address. */
  FRAMES_HOST: Type.Optional(Type.String({ minLength: 1 })),
  /** The port for it; 0 takes a free one, which gateways are told. */
  FRAMES_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 0 }),
  /** What the emotion network runs on; `cuda` has not been measured. */
  INFERENCE_PROVIDER: Type.Enum(PROVIDERS, { default: 'cpu' }),
  /** What a face's probabilities are turned into a point of the plane by. */
  EMOTION_POINTS: EmotionPointsSchema,
  /** The folder that holds `models/`; without it, the repository this file lies in. */
  MODELS_ROOT: Type.Optional(Type.String({ minLength: 1 })),
})
export type Config = Static<typeof ConfigSchema>
