import { type EmotionEntry, sideOf } from './manifest.ts'
import { LUMA, type Picture, type Point } from './picture.ts'
import { type Similarity, fitSimilarity, invertSimilarity } from './similarity.ts'

/** One face, upright and of the size that the emotion network takes. The next face overwrites it. */
export interface AlignedFace {
  /** Pixels along one side. */
  size: number
  /** `size × size` luma values from 0 to 255. */
  luma: Float32Array
}

/** Warps a face onto the places where the network expects eyes, nose and mouth, and fills the network's input with it. */
export type FaceAligner = (picture: Picture, keypoints: readonly Point[], into: Float32Array) => AlignedFace

/** An aligner for an emotion network. Its buffers are allocated once. */
export function createFaceAligner(wanted: EmotionEntry['input']): FaceAligner {
  const size = sideOf(wanted)
  const luma = new Float32Array(size * size)
  const rgb = new Float32Array(size * size * 3)
  const channels = channelsOf(wanted)
  const between = wanted.layout === 'NCHW' ? 1 : channels.length
  const plane = wanted.layout === 'NCHW' ? size * size : 1
  return (picture, keypoints, into) => {
    warp(picture, placeInPicture(picture, keypoints, wanted), size, rgb)
    for (let at = 0; at < luma.length; at++) luma[at] = lumaAt(rgb, at)
    for (const [index, { from, gain, offset }] of channels.entries()) {
      for (let at = 0; at < luma.length; at++) {
        const value = (from === undefined ? luma[at] : rgb[at * 3 + from]) ?? 0
        into[index * plane + at * between] = value * gain + offset
      }
    }
    return { size, luma }
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

/** Which colour feeds each channel of the network (none: luma), and how it is scaled. */
function channelsOf({ color, mean, std }: EmotionEntry['input']) {
  const order = { gray: [undefined], rgb: [0, 1, 2], bgr: [2, 1, 0] }[color]
  return order.map((from, index) => {
    const gain = 1 / (std[index] ?? std[0] ?? 1)
    return { from, gain, offset: -(mean[index] ?? mean[0] ?? 0) * gain }
  })
}

function lumaAt(rgb: Float32Array, at: number): number {
  return (
    LUMA.red * (rgb[at * 3] ?? 0) + LUMA.green * (rgb[at * 3 + 1] ?? 0) + LUMA.blue * (rgb[at * 3 + 2] ?? 0)
  )
}

/** More looks into one output pixel than this change nothing that the network sees. */
const MOST_LOOKS = 6

/**
 * Fills `size × size` RGB from the picture. A large face is looked at several times a pixel, so that shrinking averages instead of
 * picking; beyond the picture its edge goes on.
 */
function warp(picture: Picture, place: Similarity, size: number, into: Float32Array): void {
  const looks = Math.min(MOST_LOOKS, Math.max(1, Math.round(Math.hypot(place.a, place.b))))
  const share = 1 / (looks * looks)
  into.fill(0)
  for (let v = 0; v < size; v++) {
    for (let u = 0; u < size; u++) {
      const at = (v * size + u) * 3
      for (let look = 0; look < looks * looks; look++) {
        const x = u + ((look % looks) + 0.5) / looks
        const y = v + (Math.floor(look / looks) + 0.5) / looks
        addPixel(
          picture,
          place.a * x - place.b * y + place.x,
          place.b * x + place.a * y + place.y,
          share,
          into,
          at,
        )
      }
    }
  }
}

/** Adds the bilinear blend round (x, y), times `share`, to the three numbers at `at`. */
function addPixel(
  { width, height, pixels }: Picture,
  x: number,
  y: number,
  share: number,
  into: Float32Array,
  at: number,
): void {
  const px = Math.min(width - 1, Math.max(0, x - 0.5))
  const py = Math.min(height - 1, Math.max(0, y - 0.5))
  const left = Math.floor(px)
  const upper = Math.floor(py)
  const across = px - left
  const down = py - upper
  const right = left + 1 < width ? 3 : 0
  const lower = upper + 1 < height ? width * 3 : 0
  const from = (upper * width + left) * 3
  for (let channel = 0; channel < 3; channel++) {
    const p = from + channel
    const above = (pixels[p] ?? 0) * (1 - across) + (pixels[p + right] ?? 0) * across
    const below = (pixels[p + lower] ?? 0) * (1 - across) + (pixels[p + lower + right] ?? 0) * across
    into[at + channel] = (into[at + channel] ?? 0) + (above * (1 - down) + below * down) * share
  }
}
