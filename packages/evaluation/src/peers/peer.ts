import { createFaceAligner } from '@mooddj/inference/align-face'
import { probabilitiesOf } from '@mooddj/inference/emotion-classifier'
import type { EmotionEntry } from '@mooddj/inference/manifest'
import type { Picture, Point } from '@mooddj/inference/picture'
import type { Contestant } from '../contestant.ts'
import { wholeFace } from '../whole-face.ts'

type Input = EmotionEntry['input']

/** A public network: what it wants to be fed, in the words of our manifest, and how to run it. */
export interface Peer {
  name: string
  input: Omit<Input, 'align'>
  /** How much of a face it looks at, in sides of our crop. */
  view: number
  labels: EmotionEntry['labels']
  /** Gives probabilities in the order of the labels. */
  run(input: Float32Array): Promise<ArrayLike<number>>
}

/**
 * A peer that takes part on the same faces, cut by the aligner that cuts ours.
 * @param inCrops where crops have eyes, nose and mouth, as the manifest says of our networks
 */
export function enterPeer({ name, input, view, labels, run }: Peer, inCrops: Input['align']): Contestant {
  const inView = (share: number) => 0.5 + (share - 0.5) / view
  const align = createFaceAligner({ ...input, align: inCrops.map(([x, y]) => [inView(x), inView(y)]) })
  const values = new Float32Array(input.shape.reduce((size, side) => size * side, 1))
  const read = async (picture: Picture, keypoints: readonly Point[]) => {
    align(picture, keypoints, values)
    return probabilitiesOf(await run(values), { labels, temperature: 1, output: OUTPUT })
  }
  const inPlace = inCrops.map(([x, y]) => ({ x, y }))
  return {
    name,
    kind: 'peer',
    precision: 'fp32',
    readCrop: (picture) => read(wholeFace(picture, Math.max(picture.width, picture.height)), inPlace),
    readFace: read,
    runOnce: () => run(values),
  }
}

const OUTPUT: EmotionEntry['output'] = { names: ['probabilities'], kind: 'probabilities' }
