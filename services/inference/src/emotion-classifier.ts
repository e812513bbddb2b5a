import type { Emotion, Probabilities } from '@mooddj/shared/emotion'
import { type AlignedFace, createFaceAligner } from './align-face.ts'
import type { EmotionEntry } from './manifest.ts'
import { openModel } from './model-session.ts'
import type { Picture, Point } from './picture.ts'

export interface EmotionClassifier {
  /** What the face with these keypoints (in shares of the picture) shows, and the aligned face it was read from. */
  classify(
    picture: Picture,
    keypoints: readonly Point[],
  ): Promise<{ probabilities: Probabilities; aligned: AlignedFace }>
}

/** The emotion network that the manifest names, whatever it is. */
export async function openEmotionClassifier(root: string, entry: EmotionEntry): Promise<EmotionClassifier> {
  const model = await openModel(root, entry)
  const align = createFaceAligner(entry.input)
  return {
    async classify(picture, keypoints) {
      const aligned = align(picture, keypoints, model.input)
      const [outputs] = await model.run()
      if (outputs?.length !== entry.labels.length)
        throw new Error('the emotion network has other outputs than its labels')
      return { probabilities: probabilitiesOf(outputs, entry), aligned }
    },
  }
}

/** Named probabilities from a network's outputs: softmax(x / temperature); probabilities are turned back into logits first. */
export function probabilitiesOf(
  outputs: ArrayLike<number>,
  { labels, temperature, output }: Pick<EmotionEntry, 'labels' | 'temperature' | 'output'>,
): Probabilities {
  const logits = Array.from(
    outputs,
    (x) => (output.kind === 'logits' ? x : Math.log(Math.max(x, 1e-9))) / temperature,
  )
  const highest = Math.max(...logits)
  const weights = logits.map((x) => Math.exp(x - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const of = (emotion: Emotion) => (weights[labels.indexOf(emotion)] ?? 0) / total
  return {
    happy: of('happy'),
    sad: of('sad'),
    angry: of('angry'),
    neutral: of('neutral'),
    surprise: of('surprise'),
    fear: of('fear'),
    disgust: of('disgust'),
  }
}
