import sharp from 'sharp'
import type { CardOrder } from './card-order.ts'
import { drawCard } from './draw-card.ts'

sharp.cache(false)
sharp.concurrency(1)

/** The longest side of the photo once it is on the card. */
const PHOTO_SIDE = 920

/** A worker's task: the photo, upright and cropped to what draws the eye, becomes part of the card. */
export async function draw(order: CardOrder): Promise<{ jpeg: Uint8Array } | { unreadable: true }> {
  const photo = await crop(order.photo)
  return photo === undefined ? { unreadable: true } : { jpeg: await drawCard(order, photo) }
}

async function crop(photo: Uint8Array): Promise<Buffer | undefined> {
  try {
    // Re-encoding leaves EXIF, location included, behind.
    return await sharp(photo, { failOn: 'error' })
      .autoOrient()
      .resize(PHOTO_SIDE, PHOTO_SIDE, { fit: 'cover', position: sharp.strategy.attention })
      .flatten({ background: '#0e0b1c' })
      .toColourspace('srgb')
      .jpeg({ quality: 92 })
      .timeout({ seconds: 10 })
      .toBuffer()
  } catch {
    // The header was good and the rest was not: the caller is told that the photo is damaged.
    return undefined
  }
}
