import jpegTurbo from '@julusian/jpeg-turbo'
import type { Canvas } from '@napi-rs/canvas'
import { createCanvas } from '@napi-rs/canvas'
import type { CardPhoto } from '@mooddj/card/card-context'
import { drawCard } from '@mooddj/card/draw-card'
import { CARD_SIZE } from '@mooddj/card/light'
import { PHOTO_FRAMES } from '@mooddj/card/photo-area'
import type { CardOrder } from './card-order.ts'
import { createCardFonts } from './fonts/card-fonts.ts'
import { createFontShelf } from './fonts/font-shelf.ts'
import { type PhotoPixels, photoPixels } from './photo-pixels.ts'

const { compressSync, FORMAT_RGBA, SAMP_444 } = jpegTurbo
const JPEG_QUALITY = 88
const fonts = createCardFonts(createFontShelf())

/** A worker's task: an order becomes a 1080×1920 JPEG. Nothing of the photo is left but what the card shows. */
export async function draw(order: CardOrder): Promise<{ jpeg: Uint8Array } | { unreadable: true }> {
  const { content } = order
  const shape = PHOTO_FRAMES[content.design]
  let photo: CardPhoto<Canvas> | undefined
  if (shape !== null && order.photo !== undefined) {
    const pixels = await photoPixels(order.photo, shape, order.face)
    if (pixels === undefined) return { unreadable: true }
    photo = pictureOf(pixels)
  }
  const canvas = createCanvas(CARD_SIZE.width, CARD_SIZE.height)
  drawCard({ context: canvas.getContext('2d'), fonts, createLayer }, content, photo)
  return { jpeg: encode(canvas) }
}

/** With libjpeg-turbo itself: half of what Skia's own encoder takes. Colours at full size, or neon frays at its edges. */
function encode(canvas: Canvas): Uint8Array {
  const { width, height } = canvas
  const jpeg = compressSync(canvas.data(), {
    format: FORMAT_RGBA,
    width,
    height,
    subsampling: SAMP_444,
    quality: JPEG_QUALITY,
  })
  // It is a view into room for the worst case, all of which would travel to the main thread.
  return new Uint8Array(jpeg)
}

function pictureOf({ pixels, width, height }: PhotoPixels): CardPhoto<Canvas> {
  const { context, picture } = createLayer(width, height)
  const data = context.createImageData(width, height)
  data.data.set(pixels)
  context.putImageData(data, 0, 0)
  return { picture, area: { x: 0, y: 0, width, height } }
}

function createLayer(width: number, height: number) {
  const picture = createCanvas(width, height)
  return { picture, context: picture.getContext('2d') }
}
