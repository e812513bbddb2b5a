import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import { TEXT_FONT, TITLE_FONT } from './card-fonts.ts'
import type { CardOrder } from './card-order.ts'
import { drawFittedLine, drawParagraph } from './card-text.ts'
import { drawWaves } from './card-waves.ts'
import { MOOD_LOOKS, withOpacity } from './mood-look.ts'
import { drawQrCode } from './qr-code.ts'

/** A story's size; the top 250 and the bottom 340 pixels carry no text, since apps put their own there. */
export const CARD_SIZE = { width: 1080, height: 1920 } as const
const MARGIN = 72
const JPEG_QUALITY = 88
const INK = '#f3f2fa'
const QUIET_INK = '#b8b5cc'
const GROUND = '#07070d'

/**
 * Draws an order as a 1080×1920 JPEG.
 * @param photo the square photo as a JPEG
 */
export async function drawCard(order: CardOrder, photo: Buffer): Promise<Uint8Array> {
  const canvas = createCanvas(CARD_SIZE.width, CARD_SIZE.height)
  const context = canvas.getContext('2d')
  const image = await loadImage(photo)
  const { colour } = MOOD_LOOKS[order.emotion]
  switch (order.design) {
    case 'neon':
      drawGlowGround(context, colour)
      drawPhoto(context, image, { y: 262, side: 640, colour, glow: 70 })
      drawMood(context, order, { y: 1030, colour })
      drawBelow(context, order, 1188)
      drawWaves(context, order.energy, { y: 1745, height: 210, width: CARD_SIZE.width, colour })
      break
    case 'glass':
      drawBlurredGround(context, image)
      drawPanel(context)
      drawPhoto(context, image, { y: 262, side: 620, colour: '#ffffff', glow: 0 })
      drawMood(context, order, { y: 1046, colour })
      drawBelow(context, order, 1196)
      drawWaves(context, order.energy, { y: 1765, height: 160, width: CARD_SIZE.width, colour: '#ffffff' })
      break
    case 'minimal':
      drawMinimal(context, order, colour)
      break
    default:
      order.design satisfies never
  }
  return canvas.encode('jpeg', JPEG_QUALITY)
}

function drawGlowGround(context: SKRSContext2D, colour: string): void {
  fillGround(context, GROUND)
  for (const [x, y, radius, opacity] of [[540, 580, 980, 0.42] as const, [540, 1800, 760, 0.3] as const]) {
    const light = context.createRadialGradient(x, y, 0, x, y, radius)
    light.addColorStop(0, withOpacity(colour, opacity))
    light.addColorStop(0.45, withOpacity(colour, opacity * 0.3))
    light.addColorStop(1, withOpacity(colour, 0))
    fillGround(context, light)
  }
}

function drawBlurredGround(context: SKRSContext2D, image: Image): void {
  const side = CARD_SIZE.height + 160
  context.filter = 'blur(46px)'
  context.drawImage(image, (CARD_SIZE.width - side) / 2, -80, side, side)
  context.filter = 'none'
  fillGround(context, withOpacity(GROUND, 0.58))
}

function drawPanel(context: SKRSContext2D): void {
  context.beginPath()
  context.roundRect(36, 922, CARD_SIZE.width - 72, 702, 40)
  context.fillStyle = withOpacity(GROUND, 0.55)
  context.fill()
  context.strokeStyle = withOpacity('#ffffff', 0.16)
  context.lineWidth = 2
  context.stroke()
}

function drawPhoto(
  context: SKRSContext2D,
  image: Image,
  { y, side, colour, glow }: { y: number; side: number; colour: string; glow: number },
): void {
  const x = (CARD_SIZE.width - side) / 2
  const outline = () => {
    context.beginPath()
    context.roundRect(x, y, side, side, 56)
  }
  context.save()
  outline()
  context.clip()
  context.drawImage(image, x, y, side, side)
  context.restore()
  // Two passes: a wide light around the frame and the bright tube itself.
  for (const [width, blur] of [
    [10, glow],
    [5, glow / 3],
  ] as const) {
    outline()
    context.strokeStyle = glow > 0 ? colour : withOpacity(colour, 0.5)
    context.lineWidth = width
    context.shadowColor = colour
    context.shadowBlur = blur
    context.stroke()
  }
  context.shadowBlur = 0
}

function drawMood(
  context: SKRSContext2D,
  order: CardOrder,
  { y, colour }: { y: number; colour: string },
): void {
  context.textAlign = 'center'
  context.fillStyle = colour
  const middle = CARD_SIZE.width / 2
  drawFittedLine(context, MOOD_LOOKS[order.emotion].word, {
    x: middle,
    y,
    width: CARD_SIZE.width - 2 * MARGIN,
    size: 124,
    smallest: 60,
    font: TITLE_FONT,
  })
  context.fillStyle = QUIET_INK
  context.font = `34px "${TEXT_FONT}"`
  context.fillText(order.subtitle, middle, y + 80)
}

/** The playlist on the left, its code on the right. */
function drawBelow(context: SKRSContext2D, order: CardOrder, y: number): void {
  const side = 390
  drawQrCode(context, order.link, { x: CARD_SIZE.width - MARGIN - side, y, side })
  const width = CARD_SIZE.width - 3 * MARGIN - side + 24
  context.textAlign = 'left'
  context.fillStyle = INK
  context.font = `56px "${TITLE_FONT}"`
  let baseline = drawParagraph(context, order.title, {
    x: MARGIN,
    y: y + 48,
    width,
    lines: 2,
    lineHeight: 62,
  })
  context.fillStyle = QUIET_INK
  context.font = `27px "${TEXT_FONT}"`
  for (const { title, artist } of order.tracks) {
    baseline = drawParagraph(context, `${title} · ${artist}`, {
      x: MARGIN,
      y: baseline,
      width,
      lines: 1,
      lineHeight: 42,
    })
  }
  drawSignature(context, order, { x: MARGIN, y: y + side - 8 })
}

function drawSignature(context: SKRSContext2D, order: CardOrder, { x, y }: { x: number; y: number }): void {
  const date = new Date(order.drawnAt).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  context.font = `27px "${TEXT_FONT}"`
  context.fillStyle = INK
  context.fillText(`Mood DJ · ${date}`, x, y)
}

function drawMinimal(context: SKRSContext2D, order: CardOrder, colour: string): void {
  fillGround(context, colour)
  const width = CARD_SIZE.width - 2 * MARGIN
  context.textAlign = 'left'
  context.fillStyle = GROUND
  drawFittedLine(context, MOOD_LOOKS[order.emotion].word, {
    x: MARGIN,
    y: 420,
    width,
    size: 190,
    smallest: 90,
    font: TITLE_FONT,
  })
  context.font = `40px "${TEXT_FONT}"`
  context.fillText(order.subtitle, MARGIN, 500)
  context.font = `64px "${TITLE_FONT}"`
  drawParagraph(context, order.title, { x: MARGIN, y: 640, width, lines: 2, lineHeight: 74 })
  drawQrCode(context, order.link, { x: MARGIN, y: 790, side: 700 })
  context.font = `27px "${TEXT_FONT}"`
  const date = new Date(order.drawnAt).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  context.fillText(`Mood DJ · ${date}`, MARGIN, 1560)
}

function fillGround(context: SKRSContext2D, style: SKRSContext2D['fillStyle']): void {
  context.fillStyle = style
  context.fillRect(0, 0, CARD_SIZE.width, CARD_SIZE.height)
}
