import type { Emotion, Probabilities } from '@mooddj/shared/emotion'
import { type AlignedFace, createFaceAligner } from './align-face.ts'
import type { EmotionEntry } from './manifest.ts'
import { type Model, openModel } from './model-session.ts'
import type { GrayPicture, Picture, Point } from './picture.ts'

export interface EmotionClassifier {
  /** What the face with these keypoints (in shares of the picture) shows, and the aligned face it was read from. */
  classify(
    picture: Picture | GrayPicture,
    keypoints: readonly Point[],
  ): Promise<{ probabilities: Probabilities; aligned: AlignedFace }>
  /** The face with these keypoints as the network would see it. To classify the one aligned last costs no second alignment. */
  align(picture: Picture | GrayPicture, keypoints: readonly Point[]): AlignedFace
  /** Whether the network looks at no colours. */
  readonly seesGray: boolean
}

/** The emotion network that the manifest names, whatever it is; run by this thread, or `elsewhere`. */
export async function openEmotionClassifier(
  root: string,
  entry: EmotionEntry,
  elsewhere?: Model,
): Promise<EmotionClassifier> {
  const model = elsewhere ?? (await openModel(root, entry))
  const fill = createFaceAligner(entry.input)
  let last: { picture: Picture | GrayPicture; keypoints: readonly Point[]; aligned: AlignedFace } | undefined
  const align = (picture: Picture | GrayPicture, keypoints: readonly Point[]) => {
    if (last?.picture === picture && last.keypoints === keypoints) return last.aligned
    last = { picture, keypoints, aligned: fill(picture, keypoints, model.input) }
    return last.aligned
  }
  return {
    align,
    seesGray: entry.input.color === 'gray',
    async classify(picture, keypoints) {
      const aligned = align(picture, keypoints)
      const [outputs] = await model.run()
      // The picture's buffer is about to be filled anew.
      last = undefined
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
