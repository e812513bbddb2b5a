import type { Static } from 'typebox'
import type { AffectSchema } from './affect-schema.ts'
import { EMOTIONS, type Emotion, type Probabilities } from './emotion.ts'

/** A point in the valence/arousal plane: unpleasant to pleasant, calm to excited, each from −1 to 1. */
export type Affect = Static<typeof AffectSchema>

/** A point for each emotion. */
export type EmotionPoints = Readonly<Record<Emotion, Affect>>

/**
 * Where each emotion lies in the plane unless a deployment says otherwise (see `emotion-points.ts`): the mean of the Warriner (2013) and NRC VAD (2018) word norms, rescaled to −1..1
 * and rounded; surprise and neutral are our own choice.
 */
export const EMOTION_POINTS = {
  happy: { valence: 0.9, arousal: 0.4 },
  sad: { valence: -0.75, arousal: -0.5 },
  angry: { valence: -0.65, arousal: 0.5 },
  neutral: { valence: 0, arousal: 0 },
  surprise: { valence: 0.2, arousal: 0.7 },
  fear: { valence: -0.7, arousal: 0.5 },
  disgust: { valence: -0.65, arousal: 0.3 },
} as const satisfies EmotionPoints

/** The probability-weighted mean of the emotions' points. */
export function affectOf(probabilities: Probabilities, points: EmotionPoints = EMOTION_POINTS): Affect {
  let valence = 0
  let arousal = 0
  for (const emotion of EMOTIONS) {
    valence += probabilities[emotion] * points[emotion].valence
    arousal += probabilities[emotion] * points[emotion].arousal
  }
  return { valence: clamp(valence), arousal: clamp(arousal) }
}

function clamp(coordinate: number): number {
  return Math.min(1, Math.max(-1, coordinate))
}
