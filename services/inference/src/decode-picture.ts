import { FRAME_MAX_PIXELS, readJpegHeader } from '@mooddj/shared/jpeg-header'
import sharp, { type Sharp } from 'sharp'
import type { Picture } from './picture.ts'

/** Nothing is gained from more: the detector sees 256 pixels, and a face fills a part of this. */
export const LONGEST_SIDE = 1280
const TIME_LIMIT_S = 10

/** Why a picture was not decoded. */
export type PictureFault = 'unreadable' | 'too-large'

/** A picture that cannot be read or is too large by its own header. */
export class PictureError extends Error {
  override name = 'PictureError'
  readonly fault: PictureFault

  constructor(fault: PictureFault, options?: ErrorOptions) {
    super(`the picture is ${fault}`, options)
    this.fault = fault
  }
}

/** Confines the decoder to the three formats that are taken, to memory that stays flat and to the calling thread's share of the processor. */
export function confineDecoder(): void {
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  })
}

/** The camera picture in any JPEG, at most 1280 pixels wide or high, in memory of its own. Throws {@link PictureError}. */
export async function decodeFrame(jpeg: Uint8Array): Promise<Picture> {
  const header = readJpegHeader(jpeg)
  if (header.kind === 'unreadable') throw new PictureError('unreadable')
  if (header.width * header.height > FRAME_MAX_PIXELS) throw new PictureError('too-large')
  return decode(sharp(jpeg, { failOn: 'error', limitInputPixels: FRAME_MAX_PIXELS }))
}

/**
 * An uploaded JPEG, PNG or WebP, upright by its EXIF orientation, at most 1280 pixels wide or high. Its size by its header has been
 * checked on arrival. Throws {@link PictureError}.
 */
export async function decodePhoto(photo: Uint8Array): Promise<Picture> {
  return decode(sharp(photo, { failOn: 'error' }).autoOrient())
}

async function decode(image: Sharp): Promise<Picture> {
  const { data, info } = await image
    .resize({
      width: LONGEST_SIDE,
      height: LONGEST_SIDE,
      fit: 'inside',
      withoutEnlargement: true,
      kernel: 'linear',
    })
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .timeout({ seconds: TIME_LIMIT_S })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new PictureError('unreadable', { cause })
    })
  if (info.channels !== 3) throw new PictureError('unreadable')
  return { width: info.width, height: info.height, pixels: data }
}
