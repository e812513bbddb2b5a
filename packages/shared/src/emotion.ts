import { type Static, Type } from 'typebox'

/** The seven emotions, by the names used everywhere: on the wire, in storage, in the manifest. */
export const EMOTIONS = ['happy', 'sad', 'angry', 'neutral', 'surprise', 'fear', 'disgust'] as const

export const EmotionSchema = Type.Enum(EMOTIONS)
export type Emotion = Static<typeof EmotionSchema>

const probability = Type.Number({ minimum: 0, maximum: 1 })

/** One probability an emotion, summing to 1. */
export const ProbabilitiesSchema = Type.Object({
  happy: probability,
  sad: probability,
  angry: probability,
  neutral: probability,
  surprise: probability,
  fear: probability,
  disgust: probability,
})
export type Probabilities = Static<typeof ProbabilitiesSchema>

/** The emotion of the highest probability; ties go to the one named first in {@link EMOTIONS}. */
export function dominantEmotion(probabilities: Probabilities): Emotion {
  return EMOTIONS.reduce((best, emotion) => (probabilities[emotion] > probabilities[best] ? emotion : best))
}
