import type { Picture } from '@mooddj/inference/picture'

/** Along one axis, for each new pixel: the first old pixel that goes into it and the weights of that one and those after it. */
interface Taps {
  first: Int32Array
  weights: Float32Array[]
}

/**
 * A face crop as a square of `side` pixels, resized as the training does: an axis that shrinks is averaged over areas, one that grows is
 * interpolated linearly between pixel centres, and what a crop lacks to a square is stretched.
 */
export function wholeFace({ width, height, pixels }: Picture, side: number): Picture {
  if (width === side && height === side) return { width, height, pixels }
  const columns = tapsFor(width, side)
  const rows = tapsFor(height, side)
  const narrow = new Float32Array(side * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < side; x++) {
      const weights = columns.weights[x] ?? EMPTY
      for (let channel = 0; channel < 3; channel++) {
        let from = (y * width + (columns.first[x] ?? 0)) * 3 + channel
        let sum = 0
        for (let tap = 0; tap < weights.length; tap++, from += 3)
          sum += (weights[tap] ?? 0) * (pixels[from] ?? 0)
        narrow[(y * side + x) * 3 + channel] = sum
      }
    }
  }
  const row = side * 3
  const squared = new Uint8Array(side * row)
  for (let y = 0; y < side; y++) {
    const weights = rows.weights[y] ?? EMPTY
    for (let at = 0; at < row; at++) {
      let from = (rows.first[y] ?? 0) * row + at
      let sum = 0
      for (let tap = 0; tap < weights.length; tap++, from += row)
        sum += (weights[tap] ?? 0) * (narrow[from] ?? 0)
      squared[y * row + at] = Math.round(sum)
    }
  }
  return { width: side, height: side, pixels: squared }
}

const EMPTY = new Float32Array()

function tapsFor(from: number, to: number): Taps {
  const first = new Int32Array(to)
  const weights: Float32Array[] = []
  const step = from / to
  for (let index = 0; index < to; index++) {
    const [start, shares] =
      step > 1 ? areaAt(index * step, step, from) : linearAt((index + 0.5) * step - 0.5, from)
    first[index] = start
    weights.push(Float32Array.from(shares))
  }
  return { first, weights }
}

function areaAt(low: number, step: number, limit: number): [first: number, weights: number[]] {
  const high = Math.min(limit, low + step)
  const first = Math.floor(low)
  const last = Math.min(limit, Math.ceil(high - 1e-6))
  const covered = Array.from({ length: last - first }, (_, index) => {
    const pixel = first + index
    return Math.min(high, pixel + 1) - Math.max(low, pixel)
  })
  const total = covered.reduce((sum, share) => sum + share, 0)
  return [first, covered.map((share) => share / total)]
}

function linearAt(centre: number, limit: number): [first: number, weights: number[]] {
  const place = Math.min(limit - 1, Math.max(0, centre))
  const first = Math.min(Math.floor(place), Math.max(0, limit - 2))
  const share = place - first
  return [first, limit === 1 ? [1] : [1 - share, share]]
}
