import { Type } from 'typebox'
import { CoordinateSchema } from './affect-schema.ts'
import { type Affect, EMOTION_POINTS } from './affect.ts'

const point = ({ valence, arousal }: Affect) =>
  Type.Object(
    {
      valence: Type.Number({ ...CoordinateSchema, default: valence }),
      arousal: Type.Number({ ...CoordinateSchema, default: arousal }),
    },
    { additionalProperties: false, default: {} },
  )

/**
 * The setting EMOTION_POINTS: where each emotion lies in the plane, and what is left unsaid at {@link EMOTION_POINTS}. Everyone who turns an
 * emotion into a point (inference, gateway, playlist, page) reads this one setting.
 */
export const EmotionPointsSchema = Type.Object(
  {
    happy: point(EMOTION_POINTS.happy),
    sad: point(EMOTION_POINTS.sad),
    angry: point(EMOTION_POINTS.angry),
    neutral: point(EMOTION_POINTS.neutral),
    surprise: point(EMOTION_POINTS.surprise),
    fear: point(EMOTION_POINTS.fear),
    disgust: point(EMOTION_POINTS.disgust),
  },
  { additionalProperties: false, default: {} },
)
