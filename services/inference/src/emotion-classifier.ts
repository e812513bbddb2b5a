import type { Emotion, Probabilities } from '@mooddj/shared/emotion'
import { type AlignedFace, createFaceAligner } from './align-face.ts'
import type { EmotionEntry } from './manifest.ts'
import { type Model, openModel } from './model-session.ts'
import type { GrayPicture, Picture, Point } from './picture.ts'

/** How a face is shown to the network: as it is, mirrored, or both, of which the network takes the mean. */
export type View = 'face' | 'mirror' | 'both'

export interface EmotionClassifier {
  /**
   * What the face with these keypoints (in shares of the picture) shows, and the aligned face it was read from. One view costs half of both,
   * where the manifest names a network for it.
   */
  classify(
    picture: Picture | GrayPicture,
    keypoints: readonly Point[],
    view?: View,
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
  const oneView = elsewhere ? undefined : await openOneView(root, entry)
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
    async classify(picture, keypoints, view = 'both') {
      const aligned = align(picture, keypoints)
      if (oneView && view === 'face') oneView.input.set(model.input)
      if (oneView && view === 'mirror') mirrorRows(model.input, aligned.size, oneView.input)
      const [outputs] = await (oneView && view !== 'both' ? oneView : model).run()
      // The picture's buffer is about to be filled anew.
      last = undefined
      if (outputs?.length !== entry.labels.length)
        throw new Error('the emotion network has other outputs than its labels')
      return { probabilities: probabilitiesOf(outputs, entry), aligned }
    },
  }
}

/** What the manifest would say of the network for one view; the network itself where there is none. */
export function oneViewOf(entry: EmotionEntry): EmotionEntry {
  return { ...entry, ...entry.oneView }
}

async function openOneView(root: string, entry: EmotionEntry): Promise<Model | undefined> {
  if (entry.oneView === undefined) return undefined
  if (entry.input.layout !== 'NCHW') throw new Error('only planes can be mirrored')
  return openModel(root, oneViewOf(entry))
}

/** Turns every row of planes `width` pixels wide round. */
function mirrorRows(planes: Float32Array, width: number, into: Float32Array): void {
  for (let row = 0; row < planes.length; row += width) {
    const last = row + width - 1
    for (let column = 0; column < width; column++) into[row + column] = planes[last - column] ?? 0
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
