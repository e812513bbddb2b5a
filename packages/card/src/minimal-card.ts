import type { CardContent } from './card-content.ts'
import type { Sheet } from './card-context.ts'
import { drawLine, drawParagraph } from './card-text.ts'
import { drawBars } from './card-waves.ts'
import { CARD_WORDS, dateWords } from './card-words.ts'
import { CARD_SIZE, fillGround, MARGIN } from './light.ts'
import { GROUND, MOOD_COLOURS, mixed } from './mood-look.ts'
import { drawQrCode } from './qr-code.ts'

const WIDTH = CARD_SIZE.width - 2 * MARGIN
const CODE = { y: 952, side: 624 }

/** Type on one colour, and a large code. It shows no photo. */
export function drawMinimal<P>(sheet: Sheet<P>, content: CardContent): void {
  const colour = MOOD_COLOURS[content.emotion]
  const words = CARD_WORDS[content.language]
  const start = { x: MARGIN, width: WIDTH, align: 'start' } as const
  fillGround(sheet, colour)
  drawLine(
    sheet,
    words.moods[content.emotion],
    { face: 'title', size: 250, smallest: 130, colour: GROUND },
    { ...start, x: MARGIN - 8, width: WIDTH + 8, y: 456 },
  )
  drawLine(
    sheet,
    words.subtitles[content.strategy],
    { face: 'text', size: 38, smallest: 28, colour: GROUND },
    { ...start, y: 536 },
  )
  sheet.context.fillStyle = GROUND
  sheet.context.fillRect(MARGIN, 584, WIDTH, 4)
  const title = { face: 'title', size: 68, smallest: 48, colour: GROUND } as const
  let baseline = drawParagraph(sheet, content.title, title, { ...start, y: 668, lines: 1, leading: 1.12 })
  baseline += 2
  for (const track of content.tracks) {
    drawLine(
      sheet,
      `${track.title} · ${track.artist}`,
      { face: 'text', size: 34, colour: mixed(GROUND, colour, 0.08) },
      { ...start, y: baseline },
    )
    baseline += 52
  }
  drawQrCode(sheet, content.link, {
    x: sheet.isRtl ? CARD_SIZE.width - MARGIN - CODE.side : MARGIN,
    ...CODE,
    ground: mixed(colour, '#ffffff', 0.88),
  })
  const beside = { x: MARGIN + CODE.side + 40, width: WIDTH - CODE.side - 40, align: 'start' } as const
  drawParagraph(
    sheet,
    dateWords(content),
    { face: 'title', size: 44, smallest: 34, colour: GROUND },
    { ...beside, y: CODE.y + 40, lines: 3, leading: 1.16 },
  )
  drawLine(
    sheet,
    'Mood DJ',
    { face: 'title', size: 44, smallest: 30, colour: GROUND },
    { ...beside, y: CODE.y + CODE.side - 60 },
  )
  drawLine(
    sheet,
    words.scan,
    { face: 'text', size: 29, smallest: 22, colour: GROUND },
    { ...beside, y: CODE.y + CODE.side - 8 },
  )
  drawBars(sheet, content.energy, {
    x: MARGIN,
    y: 1748,
    width: WIDTH,
    height: 230,
    count: 48,
    colour: GROUND,
  })
}
