import type { AdviceCode, Face, MoodReading } from '@mooddj/shared/mood'

/**
 * Mean luma of a face, or of a picture without one, below which it is too dark. Low on purpose: dark skin in fair light measures
 * 0.15 and more.
 */
const DARK = 0.12
/** A face less tall than this share of the picture is too far: under about 50 pixels of the usual 360. */
const FAR = 0.13
/** A face at least so tall beside the largest is somebody who takes part, not somebody behind. */
const COMPANION = 0.5

/**
 * What stands between one reading and a mood, if anything. Darkness is named before the missing face, for it may be why there
 * is none; company before distance, for coming closer together would not help.
 */
export function obstacleOf({
  faces,
  quality,
}: MoodReading): Exclude<AdviceCode, 'low-confidence'> | undefined {
  const [largest, ...others] = faces
  if (quality.brightness < DARK) return 'too-dark'
  if (largest === undefined) return 'no-face'
  if (others.some((other) => heightOf(other) >= COMPANION * heightOf(largest))) return 'several-faces'
  if (quality.faceSize < FAR) return 'too-far'
  return undefined
}

function heightOf({ box: [, , , height] }: Face): number {
  return height
}
