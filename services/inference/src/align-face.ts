import type { EmotionEntry } from './manifest.ts'
import { sideOf } from './model-input.ts'
import { LUMA_MIXTURE, type Mixture } from './mixture.ts'
import type { GrayPicture, Picture, Point } from './picture.ts'
import { type Similarity, fitSimilarity, invertSimilarity } from './similarity.ts'
import { warpPlane } from './warp-plane.ts'

/** One face, upright and of the size that the emotion network takes. The next face overwrites it. */
export interface AlignedFace {
  /** Pixels along one side. */
  size: number
  /** `size × size` luma values from 0 to 255. */
  luma: Float32Array
  /** From these pixels to the picture's. */
  place: Similarity
}

/**
 * Warps a face onto the places where the network expects eyes, nose and mouth, and fills the network's input with it. Keypoints are in
 * shares of the picture.
 */
export type FaceAligner = (
  picture: Picture | GrayPicture,
  keypoints: readonly Point[],
  into: Float32Array,
) => AlignedFace

/** An aligner for an emotion network. Its buffers are allocated once. */
export function createFaceAligner(wanted: EmotionEntry['input']): FaceAligner {
  const size = sideOf(wanted)
  const luma = new Float32Array(size * size)
  const plane = new Float32Array(size * size)
  const channels = channelsOf(wanted)
  const between = wanted.layout === 'NCHW' ? 1 : channels.length
  const stride = wanted.layout === 'NCHW' ? size * size : 1
  return (picture, keypoints, into) => {
    const place = placeInPicture(picture, keypoints, wanted)
    warpPlane(picture, place, LUMA_MIXTURE, size, luma)
    for (const [index, { mixture, gain, offset }] of channels.entries()) {
      if (mixture) warpPlane(picture, place, mixture, size, plane)
      const values = mixture ? plane : luma
      for (let at = 0; at < values.length; at++) {
        into[index * stride + at * between] = (values[at] ?? 0) * gain + offset
      }
    }
    return { size, luma, place }
  }
}

/** From the network's input to the picture, both in pixels: least squares over as many keypoints as the network names. */
export function placeInPicture(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  keypoints: readonly Point[],
  wanted: EmotionEntry['input'],
): Similarity {
  const size = sideOf(wanted)
  const goals = wanted.align.map(([x, y]) => ({ x: x * size, y: y * size }))
  const seen = keypoints.slice(0, goals.length).map(({ x, y }) => ({ x: x * width, y: y * height }))
  return invertSimilarity(fitSimilarity(seen, goals))
}

/** One colour of three, whole. */
const COLOURS = {
  red: [65_536, 0, 0],
  green: [0, 65_536, 0],
  blue: [0, 0, 65_536],
} as const satisfies Record<string, Mixture>

/** Which colour feeds each channel of the network (none: luma), and how it is scaled. */
function channelsOf({ color, mean, std }: EmotionEntry['input']) {
  const { red, green, blue } = COLOURS
  const order = { gray: [undefined], rgb: [red, green, blue], bgr: [blue, green, red] }[color]
  return order.map((mixture, index) => {
    const gain = 1 / (std[index] ?? std[0] ?? 1)
    return { mixture, gain, offset: -(mean[index] ?? mean[0] ?? 0) * gain }
  })
}
