import { Type } from 'typebox'
import { EMOTIONS } from './emotion.ts'

export const EmotionSchema = Type.Enum(EMOTIONS)

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
