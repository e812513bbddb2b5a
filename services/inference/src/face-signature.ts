import type { AlignedFace } from './align-face.ts'

/**
 * How light falls off across an aligned face: four profiles of 32 numbers, the columns of its upper and lower half and the rows of its left
 * and right half, each freed of brightness and contrast. Enough to tell two people of one room apart and to see which way a face moved,
 * not enough to draw it.
 */
export type Signature = readonly number[]

const BINS = 32
const PROFILES = 4
/** Profiles are kept as whole numbers: a standard deviation is this many. */
const UNIT = 100
/** How far a face may have moved to be found again, in bins. */
const REACH = 3

/** The signature of an aligned face. */
export function signatureOf({ luma, size }: Pick<AlignedFace, 'luma' | 'size'>): Signature {
  const sums = new Float64Array(PROFILES * BINS)
  const perBin = BINS / size
  // Every second pixel each way: the bins are four wide.
  for (let y = 0; y < size; y += 2) {
    const columns = y < size / 2 ? 0 : BINS
    const row = Math.floor(y * perBin)
    for (let x = 0; x < size; x += 2) {
      const value = luma[y * size + x] ?? 0
      const column = columns + Math.floor(x * perBin)
      const side = (x < size / 2 ? 2 : 3) * BINS + row
      sums[column] = (sums[column] ?? 0) + value
      sums[side] = (sums[side] ?? 0) + value
    }
  }
  const signature: number[] = []
  for (let profile = 0; profile < PROFILES; profile++) {
    const values = sums.subarray(profile * BINS, (profile + 1) * BINS)
    const mean = values.reduce((sum, value) => sum + value, 0) / BINS
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / BINS)
    for (const value of values) signature.push(Math.round((UNIT * (value - mean)) / Math.max(spread, 1e-6)))
  }
  return signature
}

/** How alike two faces are, −1 to 1: the mean correlation of their profiles. The same face a moment later has above 0.8. */
export function likenessOf(a: Signature, b: Signature): number {
  let sum = 0
  for (let profile = 0; profile < PROFILES; profile++) sum += correlationAt(a, b, profile, 0)
  return sum / PROFILES
}

/** Where a face went. */
export interface Shift {
  /** In shares of the aligned picture's side. */
  x: number
  y: number
  /** How alike the faces are once one is moved by so much, −1 to 1. */
  likeness: number
}

/** By how much the face of `now` stands right of and below the one of `before`, both aligned by the same keypoints. */
export function shiftBetween(before: Signature, now: Signature): Shift {
  const across = bestShift(before, now, [0, 1])
  const down = bestShift(before, now, [2, 3])
  return {
    x: across.bins / BINS,
    y: down.bins / BINS,
    likeness: Math.min(across.likeness, down.likeness),
  }
}

function bestShift(before: Signature, now: Signature, profiles: readonly number[]) {
  const likeness = (bins: number) =>
    profiles.reduce((sum, profile) => sum + correlationAt(before, now, profile, bins), 0) / profiles.length
  let best = 0
  let highest = likeness(0)
  for (let bins = -REACH; bins <= REACH; bins++) {
    const found = bins === 0 ? highest : likeness(bins)
    if (found > highest) {
      best = bins
      highest = found
    }
  }
  // The top of a parabola through the best and its neighbours.
  const left = likeness(best - 1)
  const right = likeness(best + 1)
  const bend = left - 2 * highest + right
  const between = bend < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * bend))) : 0
  return { bins: best + between, likeness: highest }
}

/** The correlation of one profile with another's that lies `bins` further, where both are known. */
function correlationAt(before: Signature, now: Signature, profile: number, bins: number): number {
  const start = profile * BINS
  const from = Math.max(0, -bins)
  const to = Math.min(BINS, BINS - bins)
  let sumA = 0
  let sumB = 0
  let squaresA = 0
  let squaresB = 0
  let products = 0
  for (let at = from; at < to; at++) {
    const a = before[start + at] ?? 0
    const b = now[start + at + bins] ?? 0
    sumA += a
    sumB += b
    squaresA += a * a
    squaresB += b * b
    products += a * b
  }
  const count = to - from
  const spread = Math.sqrt((squaresA - (sumA * sumA) / count) * (squaresB - (sumB * sumB) / count))
  return spread > 0 ? (products - (sumA * sumB) / count) / spread : 0
}
