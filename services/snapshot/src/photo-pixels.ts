import type { Area } from '@mooddj/card/card-context'
import { type FaceBox, photoArea } from '@mooddj/card/photo-area'
import sharp from 'sharp'

sharp.cache(false)
sharp.concurrency(1)

/** Wide enough to find what draws the eye, and quick. */
const GLANCE_SIDE = 192
const TIME_LIMIT_S = 10
const GROUND = '#0e0b1c'

/** The part of a photo that a card shows: upright sRGB, four bytes a pixel, at most as large as it is shown. */
export interface PhotoPixels {
  pixels: Buffer
  width: number
  height: number
}

/**
 * Decodes a photo, cut round the face to a shape; without a face, to what draws the eye. Only pixels come out: EXIF, location included,
 * stays behind. Undefined where the header was good and the rest is not.
 * @param face as shares of the photo when it is upright
 */
export async function photoPixels(
  photo: Uint8Array,
  shape: Size,
  face?: FaceBox,
): Promise<PhotoPixels | undefined> {
  try {
    const { autoOrient } = await sharp(photo).metadata()
    const area =
      face === undefined ? await glance(photo, autoOrient, shape) : photoArea(autoOrient, shape, face)
    const scale = Math.min(1, shape.width / area.width)
    const width = Math.max(1, Math.round(autoOrient.width * scale))
    const height = Math.max(1, Math.round(autoOrient.height * scale))
    const cut = cutOf(area, scale, { width, height })
    const { data, info } = await sharp(photo, { failOn: 'error' })
      .autoOrient()
      .resize(width, height, { fit: 'fill', fastShrinkOnLoad: true })
      .extract(cut)
      .flatten({ background: GROUND })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .timeout({ seconds: TIME_LIMIT_S })
      .toBuffer({ resolveWithObject: true })
    return { pixels: data, width: info.width, height: info.height }
  } catch {
    // The header was good and the rest was not: the caller is told that the photo is damaged.
    return undefined
  }
}

/** The area in whole pixels of the scaled photo, wholly inside it. */
function cutOf(area: Area, scale: number, { width, height }: Size) {
  const cutWidth = Math.min(width, Math.max(1, Math.floor(area.width * scale)))
  const cutHeight = Math.min(height, Math.max(1, Math.floor(area.height * scale)))
  return {
    left: Math.min(width - cutWidth, Math.floor(area.x * scale)),
    top: Math.min(height - cutHeight, Math.floor(area.y * scale)),
    width: cutWidth,
    height: cutHeight,
  }
}

/** As much of the photo as has the shape, where most draws the eye (skin, saturation, contrast: libvips' attention), found on a small copy. */
async function glance(photo: Uint8Array, size: Size, shape: Size): Promise<Area> {
  const small = await sharp(photo)
    .autoOrient()
    .resize(GLANCE_SIDE, GLANCE_SIDE, { fit: 'inside' })
    .flatten({ background: GROUND })
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: TIME_LIMIT_S })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = small.info
  const cut = photoArea({ width, height }, shape)
  const [cutWidth, cutHeight] = [Math.max(1, Math.floor(cut.width)), Math.max(1, Math.floor(cut.height))]
  const { info } = await sharp(small.data, { raw: { width, height, channels } })
    .resize(cutWidth, cutHeight, { fit: 'cover', position: sharp.strategy.attention })
    .toBuffer({ resolveWithObject: true })
  const scale = size.width / width
  return {
    ...photoArea(size, shape),
    x: Math.max(0, -(info.cropOffsetLeft ?? 0) * scale),
    y: Math.max(0, -(info.cropOffsetTop ?? 0) * scale),
  }
}

interface Size {
  width: number
  height: number
}
