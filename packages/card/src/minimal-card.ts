import type { CardContent } from './card-content.ts'
import type { Sheet } from './card-context.ts'
import { drawLine, drawParagraph } from './card-text.ts'
import { drawBars } from './card-waves.ts'
import { CARD_WORDS, dateWords } from './card-words.ts'
import { CARD_SIZE, fillGround, MARGIN } from './light.ts'
import { GROUND, MOOD_COLOURS, mixed } from './mood-look.ts'
import { drawQrCode } from './qr-code.ts'

const WIDTH = CARD_SIZE.width - 2 * MARGIN
const CODE = { y: 960, side: 620 }

/** Type on one colour, and a large code. It shows no photo. */
export function drawMinimal<P>(sheet: Sheet<P>, content: CardContent): void {
  const colour = MOOD_COLOURS[content.emotion]
  const words = CARD_WORDS[content.language]
  const start = { x: MARGIN, width: WIDTH, align: 'start' } as const
  const own = { colour: GROUND, isOwn: true } as const
  fillGround(sheet, colour)
  drawLine(
    sheet,
    words.moods[content.emotion],
    { face: 'title', size: 224, smallest: 130, ...own },
    { ...start, x: MARGIN - 8, y: 436 },
  )
  drawLine(
    sheet,
    words.subtitles[content.strategy],
    { face: 'text', size: 38, smallest: 28, ...own },
    { ...start, y: 552 },
  )
  sheet.context.fillStyle = GROUND
  sheet.context.fillRect(MARGIN, 590, WIDTH, 4)
  const title = { face: 'title', size: 64, smallest: 46, colour: GROUND } as const
  const last = drawParagraph(sheet, content.title, title, { ...start, y: 672, lines: 2, leading: 1.12 })
  for (const [index, track] of content.tracks.entries()) {
    const style = { face: 'text', size: 32, smallest: 28, colour: GROUND } as const
    drawLine(sheet, `${track.title} · ${track.artist}`, style, { ...start, y: last + 56 + index * 44 })
  }
  const ground = mixed(colour, '#ffffff', 0.88)
  drawQrCode(sheet, content.link, {
    x: sheet.isRtl ? CARD_SIZE.width - MARGIN - CODE.side : MARGIN,
    ...CODE,
    ground,
  })

  const beside = { x: MARGIN + CODE.side + 40, width: WIDTH - CODE.side - 40, align: 'start' } as const
  const foot = CODE.y + CODE.side
  const date = { face: 'title', size: 44, smallest: 34, ...own } as const
  drawParagraph(sheet, dateWords(content), date, { ...beside, y: CODE.y + 34, lines: 3, leading: 1.16 })
  drawLine(sheet, 'Mood DJ', { face: 'title', size: 44, smallest: 30, ...own }, { ...beside, y: foot - 54 })
  drawLine(sheet, words.scan, { face: 'text', size: 29, smallest: 22, ...own }, { ...beside, y: foot - 6 })
  drawBars(sheet, content.energy, {
    x: MARGIN,
    y: 1748,
    width: WIDTH,
    height: 230,
    count: 48,
    colour: GROUND,
  })
}
