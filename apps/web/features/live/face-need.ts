import { SIZES } from './sending.ts'

/** How large a picture has to be so that the face in it can be read. */
export interface FaceNeed {
  /** The width that would do, smoothed. */
  width: number
  /** Index into {@link SIZES}: the smallest that is wide enough. */
  step: number
  changedAt: number
}

/** What the largest face should measure in the picture sent, in pixels: half as much again as the network sees of it. */
const FACE_HEIGHT = 100
const BOUNDS = { least: 240, most: 640 }
/** However near the face, 320 px: the detector looks at 256. */
const SMALLEST_STEP = 4
const SMOOTHING = 0.1
const HOLD_MS = 3_000
/** A smaller picture must do with this much to spare, so that a face at the border does not make it go back and forth. */
const SPARE = 0.9

/** Before a face was seen: `step` is as good a guess as any. */
export function unknownFace(step: number, now: number): FaceNeed {
  return { width: widthOf(step), step, changedAt: now }
}

/**
 * The need after a picture of that width showed a face so many of its pixels high; null without one, which leads back to `fallback`.
 */
export function faceNeedAfter(
  need: FaceNeed,
  seen: { width: number; faceHeight: number | null; fallback: number },
  now: number,
): FaceNeed {
  const sample =
    seen.faceHeight === null ? widthOf(seen.fallback) : (seen.width * FACE_HEIGHT) / seen.faceHeight
  const bounded = Math.min(BOUNDS.most, Math.max(BOUNDS.least, sample))
  const width = need.width + SMOOTHING * (bounded - need.width)
  const step = Math.min(SMALLEST_STEP, stepFor(width))
  const isDue = now - need.changedAt >= HOLD_MS
  const fits = step < need.step || width <= widthOf(step) * SPARE
  return step !== need.step && isDue && fits ? { width, step, changedAt: now } : { ...need, width }
}

/** The last step that is wide enough. */
function stepFor(width: number): number {
  // An average comes ever closer to its value without reaching it.
  const nearly = 0.99 * width
  return Math.max(
    0,
    SIZES.findLastIndex((size) => size.width >= nearly),
  )
}

function widthOf(step: number): number {
  return SIZES[step]?.width ?? BOUNDS.most
}
