import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { CoordinateSchema } from './affect-schema.ts'
import { type Affect, EMOTION_POINTS, type EmotionPoints } from './affect.ts'
import { createParser, UndecodableError } from './codec.ts'

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

const points = createParser(EmotionPointsSchema)

/** The setting as text, for who has no other settings to check with it. Throws {@link UndecodableError} naming the first wrong field. */
export function readEmotionPoints(text: string | undefined): EmotionPoints {
  let told: unknown
  try {
    told = JSON.parse(text ?? '{}')
  } catch (cause) {
    throw new UndecodableError('EMOTION_POINTS is not JSON', { cause })
  }
  return points.parse(Value.Default(EmotionPointsSchema, told))
}
