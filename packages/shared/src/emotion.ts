// Names and sums only: pages that check nothing on arrival need no schema library. The schemas are in `emotion-schema.ts`.

/** The seven emotions, by the names used everywhere: on the wire, in storage, in the manifest. */
export const EMOTIONS = ['happy', 'sad', 'angry', 'neutral', 'surprise', 'fear', 'disgust'] as const

export type Emotion = (typeof EMOTIONS)[number]

/** One probability an emotion, summing to 1. */
export type Probabilities = Record<Emotion, number>

/** The emotion of the highest probability; ties go to the one named first in {@link EMOTIONS}. */
export function dominantEmotion(probabilities: Probabilities): Emotion {
  return EMOTIONS.reduce((best, emotion) => (probabilities[emotion] > probabilities[best] ? emotion : best))
}
