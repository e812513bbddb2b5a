import { natsSettings, redisSettings, serviceSettings, tokenSettings } from '@mooddj/platform/config'
import { type Static, Type } from 'typebox'

export const ConfigSchema = Type.Object({
  ...serviceSettings,
  ...natsSettings,
  ...redisSettings,
  ...tokenSettings,
  /** How many pictures are read at once; without it, one a core that this process may use. */
  INFERENCE_THREADS: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
  /** What the networks run on. */
  INFERENCE_PROVIDER: Type.Enum(['cpu'] as const, { default: 'cpu' }),
  /** The folder that holds `models/`; without it, the repository this file lies in. */
  MODELS_ROOT: Type.Optional(Type.String({ minLength: 1 })),
})
export type Config = Static<typeof ConfigSchema>
