import type { Landmark, Landmarks } from '@mooddj/shared/mood'
import type { Detection } from './face-detector.ts'

/** Decimals that are told: a twentieth of a pixel of the pictures that cameras send. */
const STEPS = 10_000
/** How far outside the picture a part of a face is still told, in shares of the picture. */
const BOUNDS = { least: -1, most: 2 } as const

/** The places of a face's parts, to draw with: the detector's keypoints, or where the face's were followed to between two looks. */
export function landmarksOf({ keypoints }: Pick<Detection, 'keypoints'>): Landmarks {
  const place = (index: number): Landmark => {
    const point = keypoints[index]
    if (point === undefined) throw new RangeError('a face has six keypoints')
    return [told(point.x), told(point.y)]
  }
  return [place(0), place(1), place(2), place(3), place(4), place(5)]
}

function told(share: number): number {
  return Math.round(Math.min(BOUNDS.most, Math.max(BOUNDS.least, share)) * STEPS) / STEPS
}
