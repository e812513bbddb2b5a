import type { CardContent } from './card-content.ts'
import type { Sheet } from './card-context.ts'
import { drawLine, drawParagraph } from './card-text.ts'
import { dateWords } from './card-words.ts'
import { CARD_SIZE, MARGIN } from './light.ts'
import { INK, QUIET_INK } from './mood-look.ts'
import { drawQrCode } from './qr-code.ts'

const GAP = 40

/** The playlist beside its code: title, first tracks and the day where reading starts, the code where it ends. */
export function drawPlaylist<P>(
  sheet: Sheet<P>,
  content: CardContent,
  { y, side, margin = MARGIN }: { y: number; side: number; margin?: number },
): void {
  drawQrCode(sheet, content.link, { x: sheet.isRtl ? margin : CARD_SIZE.width - margin - side, y, side })
  const place = { x: margin, width: CARD_SIZE.width - 2 * margin - side - GAP, align: 'start' } as const
  const title = { face: 'title', size: 54, smallest: 42, colour: INK } as const
  let baseline = drawParagraph(sheet, content.title, title, { ...place, y: y + 46, lines: 2, leading: 1.14 })
  baseline = Math.max(baseline, y + 120)
  for (const track of content.tracks) {
    drawLine(
      sheet,
      `${track.title} · ${track.artist}`,
      { face: 'text', size: 29, colour: QUIET_INK },
      { ...place, y: baseline },
    )
    baseline += 46
  }
  const signature = { face: 'text', size: 27, colour: INK } as const
  drawLine(sheet, `Mood DJ · ${dateWords(content)}`, signature, { ...place, y: y + side - 6 })
}
