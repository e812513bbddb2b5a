import type { CardContent } from './card-content.ts'
import type { CardPhoto, Sheet } from './card-context.ts'
import { drawLine } from './card-text.ts'
import { drawWaves } from './card-waves.ts'
import { CARD_WORDS } from './card-words.ts'
import { CARD_SIZE, drawLight, drawPhoto, fillGround } from './light.ts'
import { GROUND, MOOD_COLOURS, mixed, QUIET_INK, withOpacity } from './mood-look.ts'
import { PHOTO_FRAMES } from './photo-area.ts'
import { drawPlaylist } from './playlist-block.ts'

const MIDDLE = CARD_SIZE.width / 2
const FRAME = PHOTO_FRAMES.neon
const BOTTOM = FRAME.y + FRAME.height

/** A neon sign: the photo in a tube of the mood's light, which the mood's word interrupts. */
export function drawNeon<P>(sheet: Sheet<P>, content: CardContent, photo: CardPhoto<P>): void {
  const colour = MOOD_COLOURS[content.emotion]
  fillGround(sheet, GROUND)
  drawLight(sheet, { x: MIDDLE, y: 560, radius: 960, colour, opacity: 0.5 })
  drawLight(sheet, { x: MIDDLE, y: 1800, radius: 620, colour, opacity: 0.34 })
  drawPhoto(sheet, photo, FRAME)
  drawShade(sheet)

  const words = CARD_WORDS[content.language]
  const word = words.moods[content.emotion]
  const style = {
    face: 'title',
    size: words.isRtl ? 150 : 172,
    smallest: 90,
    colour: mixed(colour, '#ffffff', 0.72),
  } as const
  const place = { x: MIDDLE, y: BOTTOM + 46, width: FRAME.width - 200, align: 'center' } as const
  // Drawn once to learn its width, before the tube and its light come over it.
  const width = drawLine(sheet, word, style, place)
  drawTube(sheet, { colour, gap: width + 76 })
  sheet.context.shadowColor = colour
  for (const blur of [70, 26]) {
    sheet.context.shadowBlur = blur
    drawLine(sheet, word, style, place)
  }
  sheet.context.shadowBlur = 0

  drawLine(
    sheet,
    words.subtitles[content.strategy],
    { face: 'text', size: 36, smallest: 26, colour: QUIET_INK, isOwn: true },
    { x: MIDDLE, y: BOTTOM + 124, width: 900, align: 'center' },
  )
  drawPlaylist(sheet, content, { y: BOTTOM + 158, side: 430 })
  drawWaves(sheet, content.energy, { y: 1752, height: 270, width: CARD_SIZE.width, colour })
}

/** Dark towards the photo's foot, so that the word stands on quiet ground. */
function drawShade<P>({ context }: Sheet<P>): void {
  const shade = context.createLinearGradient(0, BOTTOM - 380, 0, BOTTOM)
  shade.addColorStop(0, withOpacity(GROUND, 0))
  shade.addColorStop(0.55, withOpacity(GROUND, 0.55))
  shade.addColorStop(1, withOpacity(GROUND, 0.96))
  context.save()
  context.beginPath()
  context.roundRect(FRAME.x, FRAME.y, FRAME.width, FRAME.height, FRAME.radius)
  context.clip()
  context.fillStyle = shade
  context.fillRect(FRAME.x, BOTTOM - 380, FRAME.width, 380)
  context.restore()
}

/** The tube round the photo, open below for `gap` pixels: wide faint lines for its light, thin bright ones for itself. */
function drawTube<P>({ context }: Sheet<P>, { colour, gap }: { colour: string; gap: number }): void {
  const outline = (grown: number) => {
    const [left, top] = [FRAME.x - grown, FRAME.y - grown]
    const [right, bottom] = [left + FRAME.width + 2 * grown, top + FRAME.height + 2 * grown]
    const radius = FRAME.radius + grown
    context.beginPath()
    context.moveTo(MIDDLE + gap / 2, bottom)
    context.arcTo(right, bottom, right, top, radius)
    context.arcTo(right, top, left, top, radius)
    context.arcTo(left, top, left, bottom, radius)
    context.arcTo(left, bottom, MIDDLE, bottom, radius)
    context.lineTo(MIDDLE - gap / 2, bottom)
  }
  context.lineCap = 'round'
  context.lineJoin = 'round'
  outline(0)
  for (let width = 132; width >= 12; width -= 12) {
    context.strokeStyle = withOpacity(colour, 0.018 + 0.9 / width ** 1.25)
    context.lineWidth = width
    context.stroke()
  }
  context.strokeStyle = mixed(colour, '#ffffff', 0.78)
  context.lineWidth = 6
  context.stroke()
  outline(26)
  context.strokeStyle = withOpacity(colour, 0.5)
  context.lineWidth = 2.5
  context.stroke()
}
