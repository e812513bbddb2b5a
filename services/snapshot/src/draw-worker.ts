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
  return { jpeg: await canvas.encode('jpeg', JPEG_QUALITY) }
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
