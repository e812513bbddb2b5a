import type { Mixture } from './mixture.ts'
import type { GrayPicture, Picture } from './picture.ts'
import type { Similarity } from './similarity.ts'

/** A whole, in 16.16 bits. */
const ONE = 65_536

/**
 * From this many picture pixels in an output pixel's width, an area is averaged; below, four neighbours are blended, which is as near to the
 * whole area: the network begins by averaging its input two by two.
 */
const AREA_FROM = 2.5
/** More samples along a side than this change nothing that the network sees. */
const MOST_SAMPLES = 8
/** Blending weights are of 8 bits: a pixel has no more. */
const BLEND_BITS = 8
const BLEND = 1 << BLEND_BITS
const WHOLE = 16 - BLEND_BITS

/**
 * Fills `size × size` values from 0 to 255 with what a turned square shows of a picture, so that shrinking averages instead of picking;
 * beyond the picture its edge goes on. Only the pixels that are sampled are mixed, in whole numbers of 16.16 bits.
 * @param place from the output's pixels to the picture's
 */
export function warpPlane(
  picture: Picture | GrayPicture,
  place: Similarity,
  mixture: Mixture,
  size: number,
  into: Float32Array,
): void {
  const scale = Math.hypot(place.a, place.b)
  const samples = Math.min(MOST_SAMPLES, Math.round(scale))
  if ('luma' in picture) {
    if (scale < AREA_FROM) blendGray(picture, place, size, into)
    else averageGray(picture, place, size, samples, into)
  } else if (scale < AREA_FROM) blendColour(picture, place, mixture, size, into)
  else averageColour(picture, place, mixture, size, samples, into)
}

/** Whether every point that is looked at, neighbours included, lies in the picture: then nothing needs to be held inside it. */
function liesInside({ width, height }: { width: number; height: number }, place: Similarity, size: number) {
  for (const u of [0, size]) {
    for (const v of [0, size]) {
      const x = place.a * u - place.b * v + place.x
      const y = place.b * u + place.a * v + place.y
      if (x < 1 || y < 1 || x >= width - 2 || y >= height - 2) return false
    }
  }
  return true
}

/** How far a step leads in 65,536ths of a picture pixel, where a step is one of `perPixel` in an output pixel. */
function stepsOf({ a, b }: Similarity, perPixel: number) {
  return { stepX: Math.round((a * ONE) / perPixel), stepY: Math.round((b * ONE) / perPixel) }
}

/** Where the centre of a row's first output pixel falls, in 65,536ths of a picture pixel. */
function startOf({ a, b, x, y }: Similarity, u: number, v: number, shift: number) {
  return { x: ((a * u - b * v + x - shift) * ONE) | 0, y: ((b * u + a * v + y - shift) * ONE) | 0 }
}

function blendColour(
  picture: Picture,
  place: Similarity,
  [red, green, blue]: Mixture,
  size: number,
  into: Float32Array,
): void {
  const { width, height, pixels } = picture
  const inside = liesInside(picture, place, size)
  const right = width > 1 ? 3 : 0
  const down = height > 1 ? width * 3 : 0
  const mostX = Math.max(0, (width - 1) * ONE - 1)
  const mostY = Math.max(0, (height - 1) * ONE - 1)
  const { stepX, stepY } = stepsOf(place, 1)
  const share = 1 / (ONE * BLEND * BLEND)
  let at = 0
  for (let row = 0; row < size; row++) {
    let { x, y } = startOf(place, 0.5, row + 0.5, 0.5)
    for (let column = 0; column < size; column++, at++, x += stepX, y += stepY) {
      const heldX = inside ? x : x < 0 ? 0 : x > mostX ? mostX : x
      const heldY = inside ? y : y < 0 ? 0 : y > mostY ? mostY : y
      const across = (heldX >> WHOLE) & (BLEND - 1)
      const below = (heldY >> WHOLE) & (BLEND - 1)
      const p = ((heldY >> 16) * width + (heldX >> 16)) * 3
      const q = p + down
      const d = across * below
      const b = (across << BLEND_BITS) - d
      const c = (below << BLEND_BITS) - d
      const a = BLEND * BLEND - b - c - d
      const r =
        a * (pixels[p] ?? 0) +
        b * (pixels[p + right] ?? 0) +
        c * (pixels[q] ?? 0) +
        d * (pixels[q + right] ?? 0)
      const g =
        a * (pixels[p + 1] ?? 0) +
        b * (pixels[p + right + 1] ?? 0) +
        c * (pixels[q + 1] ?? 0) +
        d * (pixels[q + right + 1] ?? 0)
      const l =
        a * (pixels[p + 2] ?? 0) +
        b * (pixels[p + right + 2] ?? 0) +
        c * (pixels[q + 2] ?? 0) +
        d * (pixels[q + right + 2] ?? 0)
      into[at] = (r * red + g * green + l * blue) * share
    }
  }
}

function blendGray(picture: GrayPicture, place: Similarity, size: number, into: Float32Array): void {
  const { width, height, luma } = picture
  const inside = liesInside(picture, place, size)
  const right = width > 1 ? 1 : 0
  const down = height > 1 ? width : 0
  const mostX = Math.max(0, (width - 1) * ONE - 1)
  const mostY = Math.max(0, (height - 1) * ONE - 1)
  const { stepX, stepY } = stepsOf(place, 1)
  const share = 1 / (BLEND * BLEND)
  let at = 0
  for (let row = 0; row < size; row++) {
    let { x, y } = startOf(place, 0.5, row + 0.5, 0.5)
    for (let column = 0; column < size; column++, at++, x += stepX, y += stepY) {
      const heldX = inside ? x : x < 0 ? 0 : x > mostX ? mostX : x
      const heldY = inside ? y : y < 0 ? 0 : y > mostY ? mostY : y
      const across = (heldX >> WHOLE) & (BLEND - 1)
      const below = (heldY >> WHOLE) & (BLEND - 1)
      const p = (heldY >> 16) * width + (heldX >> 16)
      const q = p + down
      const above = (luma[p] ?? 0) * (BLEND - across) + (luma[p + right] ?? 0) * across
      const under = (luma[q] ?? 0) * (BLEND - across) + (luma[q + right] ?? 0) * across
      into[at] = (above * (BLEND - below) + under * below) * share
    }
  }
}

function averageColour(
  picture: Picture,
  place: Similarity,
  [red, green, blue]: Mixture,
  size: number,
  samples: number,
  into: Float32Array,
): void {
  const { width, height, pixels } = picture
  const inside = liesInside(picture, place, size)
  const mostX = width * ONE - 1
  const mostY = height * ONE - 1
  const { stepX, stepY } = stepsOf(place, samples)
  const share = 1 / (samples * samples * ONE)
  into.fill(0, 0, size * size)
  for (let line = 0; line < size * samples; line++) {
    let { x, y } = startOf(place, 0.5 / samples, (line + 0.5) / samples, 0)
    let at = Math.floor(line / samples) * size
    for (const end = at + size; at < end; at++) {
      let r = 0
      let g = 0
      let b = 0
      for (let sample = 0; sample < samples; sample++, x += stepX, y += stepY) {
        const heldX = inside ? x : x < 0 ? 0 : x > mostX ? mostX : x
        const heldY = inside ? y : y < 0 ? 0 : y > mostY ? mostY : y
        const p = ((heldY >> 16) * width + (heldX >> 16)) * 3
        r += pixels[p] ?? 0
        g += pixels[p + 1] ?? 0
        b += pixels[p + 2] ?? 0
      }
      into[at] = (into[at] ?? 0) + (r * red + g * green + b * blue) * share
    }
  }
}

function averageGray(
  picture: GrayPicture,
  place: Similarity,
  size: number,
  samples: number,
  into: Float32Array,
): void {
  const { width, height, luma } = picture
  const inside = liesInside(picture, place, size)
  const mostX = width * ONE - 1
  const mostY = height * ONE - 1
  const { stepX, stepY } = stepsOf(place, samples)
  const share = 1 / (samples * samples)
  into.fill(0, 0, size * size)
  for (let line = 0; line < size * samples; line++) {
    let { x, y } = startOf(place, 0.5 / samples, (line + 0.5) / samples, 0)
    let at = Math.floor(line / samples) * size
    for (const end = at + size; at < end; at++) {
      let sum = 0
      for (let sample = 0; sample < samples; sample++, x += stepX, y += stepY) {
        const heldX = inside ? x : x < 0 ? 0 : x > mostX ? mostX : x
        const heldY = inside ? y : y < 0 ? 0 : y > mostY ? mostY : y
        sum += luma[(heldY >> 16) * width + (heldX >> 16)] ?? 0
      }
      into[at] = (into[at] ?? 0) + sum * share
    }
  }
}
