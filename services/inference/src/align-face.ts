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

/** From this many picture pixels in an output pixel's width, an area is averaged; below, four neighbours are blended. */
const AREA_FROM = 1.5
/** More samples along a side than this change nothing that the network sees. */
const MOST_SAMPLES = 8

/** Fills `size × size` RGB from the picture, so that shrinking averages instead of picking; beyond the picture its edge goes on. */
function warp(picture: Picture, place: Similarity, size: number, into: Float32Array): void {
  const scale = Math.hypot(place.a, place.b)
  if (scale < AREA_FROM) blendNeighbours(picture, place, size, into)
  else averageSamples(picture, place, size, Math.min(MOST_SAMPLES, Math.round(scale)), into)
}

function blendNeighbours(
  { width, height, pixels }: Picture,
  place: Similarity,
  size: number,
  into: Float32Array,
): void {
  let at = 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const u = column + 0.5
      const v = row + 0.5
      const x = Math.min(width - 1, Math.max(0, place.a * u - place.b * v + place.x - 0.5))
      const y = Math.min(height - 1, Math.max(0, place.b * u + place.a * v + place.y - 0.5))
      const left = Math.floor(x)
      const upper = Math.floor(y)
      const across = x - left
      const down = y - upper
      const right = left + 1 < width ? 3 : 0
      const lower = upper + 1 < height ? width * 3 : 0
      let p = (upper * width + left) * 3
      for (let channel = 0; channel < 3; channel++, p++, at++) {
        const above = (pixels[p] ?? 0) * (1 - across) + (pixels[p + right] ?? 0) * across
        const below = (pixels[p + lower] ?? 0) * (1 - across) + (pixels[p + lower + right] ?? 0) * across
        into[at] = above * (1 - down) + below * down
      }
    }
  }
}

function averageSamples(
  { width, height, pixels }: Picture,
  place: Similarity,
  size: number,
  samples: number,
  into: Float32Array,
): void {
  const count = samples * samples
  let at = 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at += 3) {
      let red = 0
      let green = 0
      let blue = 0
      for (let sample = 0; sample < count; sample++) {
        const u = column + ((sample % samples) + 0.5) / samples
        const v = row + (Math.floor(sample / samples) + 0.5) / samples
        const x = Math.min(width - 1, Math.max(0, Math.floor(place.a * u - place.b * v + place.x)))
        const y = Math.min(height - 1, Math.max(0, Math.floor(place.b * u + place.a * v + place.y)))
        const p = (y * width + x) * 3
        red += pixels[p] ?? 0
        green += pixels[p + 1] ?? 0
        blue += pixels[p + 2] ?? 0
      }
      into[at] = red / count
      into[at + 1] = green / count
      into[at + 2] = blue / count
    }
  }
}
