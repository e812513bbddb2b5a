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
  shape: { width: number; height: number },
  face?: FaceBox,
): Promise<PhotoPixels | undefined> {
  try {
    const { autoOrient } = await sharp(photo).metadata()
    const area = photoArea(autoOrient, shape, face ?? (await glance(photo)))
    const scale = Math.min(1, shape.width / area.width)
    const [width, height] = [autoOrient.width * scale, autoOrient.height * scale].map(Math.round)
    const cut = {
      left: Math.floor(area.x * scale),
      top: Math.floor(area.y * scale),
      width: Math.max(1, Math.floor(area.width * scale)),
      height: Math.max(1, Math.floor(area.height * scale)),
    }
    const { data, info } = await sharp(photo, { failOn: 'error' })
      .autoOrient()
      .resize(Math.max(1, width ?? 1), Math.max(1, height ?? 1), { fit: 'fill', fastShrinkOnLoad: true })
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

/** A face-sized box round what draws the eye (skin, saturation, contrast: libvips' attention), found on a small copy. */
async function glance(photo: Uint8Array): Promise<FaceBox> {
  const small = await sharp(photo)
    .autoOrient()
    .resize(GLANCE_SIDE, GLANCE_SIDE, { fit: 'inside' })
    .flatten({ background: GROUND })
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: TIME_LIMIT_S })
    .toBuffer({ resolveWithObject: true })
  const { width, height } = small.info
  const side = Math.min(width, height)
  const raw = { width, height, channels: small.info.channels } as const
  const { info } = await sharp(small.data, { raw })
    .resize(side, side, { fit: 'cover', position: sharp.strategy.attention })
    .toBuffer({ resolveWithObject: true })
  const [left, top] = [-(info.cropOffsetLeft ?? 0), -(info.cropOffsetTop ?? 0)]
  // As large as fits, since nobody knows how large the face is.
  return [left / width, top / height, side / width, side / height]
}
