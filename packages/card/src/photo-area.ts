import type { CardDesign } from '@mooddj/shared/card'
import type { Area } from './card-context.ts'

/** Where each design shows the photo; minimal shows none. */
export const PHOTO_FRAMES = {
  neon: { x: 120, y: 150, width: 840, height: 840, radius: 76 },
  glass: { x: 88, y: 136, width: 904, height: 652, radius: 40 },
  minimal: null,
} as const satisfies Record<CardDesign, (Area & { radius: number }) | null>

/** Where a face stands in a photo: left, top, width and height as shares of the photo's, 0 to 1. */
export type FaceBox = readonly [x: number, y: number, width: number, height: number]

/** A face takes this share of the shown height: hair, chin and shoulders come along. */
const FACE_SHARE = 0.48
/** The face's middle stands here from the top: a little above the middle, as portraits have it. */
const FACE_HEIGHT = 0.46

/**
 * The part of a photo to show, of the wanted shape: around the face where one is told, else its middle. It is never larger than the photo
 * and never smaller than a fifth of what fits into it, so that a tiny face far away does not turn into a few blocks.
 */
export function photoArea(
  photo: { width: number; height: number },
  shape: { width: number; height: number },
  face?: FaceBox,
): Area {
  const aspect = shape.width / shape.height
  const largest = Math.min(photo.height, photo.width / aspect)
  const wanted = face === undefined ? largest : (face[3] * photo.height) / FACE_SHARE
  const height = Math.min(largest, Math.max(wanted, largest / 5))
  const width = height * aspect
  const [middleX, middleY] =
    face === undefined
      ? [photo.width / 2, photo.height / 2]
      : [(face[0] + face[2] / 2) * photo.width, (face[1] + face[3] / 2) * photo.height]
  const top = face === undefined ? middleY - height / 2 : middleY - height * FACE_HEIGHT
  return {
    x: clamp(middleX - width / 2, photo.width - width),
    y: clamp(top, photo.height - height),
    width,
    height,
  }
}

function clamp(value: number, largest: number): number {
  return Math.max(0, Math.min(largest, value))
}
