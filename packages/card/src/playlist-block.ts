import type { CardContent } from './card-content.ts'
import type { Sheet } from './card-context.ts'
import { drawLine, drawParagraph } from './card-text.ts'
import { dateWords } from './card-words.ts'
import { CARD_SIZE, MARGIN } from './light.ts'
import { INK, MOOD_COLOURS, mixed, QUIET_INK } from './mood-look.ts'
import { drawQrCode } from './qr-code.ts'

const GAP = 36
const TRACK_PITCH = 46
const BEAD_ROOM = 28

/** The playlist beside its code: title, first tracks and the day where reading starts, the code where it ends. */
export function drawPlaylist<P>(
  sheet: Sheet<P>,
  content: CardContent,
  { y, side, margin = MARGIN }: { y: number; side: number; margin?: number },
): void {
  drawQrCode(sheet, content.link, { x: sheet.isRtl ? margin : CARD_SIZE.width - margin - side, y, side })
  const place = { x: margin, width: CARD_SIZE.width - 2 * margin - side - GAP, align: 'start' } as const
  const title = { face: 'title', size: 54, smallest: 44, colour: INK } as const
  const last = drawParagraph(sheet, content.title, title, { ...place, y: y + 44, lines: 3, leading: 1.14 })
  const colour = MOOD_COLOURS[content.emotion]
  for (const [index, track] of content.tracks.entries()) {
    const baseline = last + 60 + index * TRACK_PITCH
    drawBead(sheet, { x: margin + 7, y: baseline - 10, colour: mixed(colour, '#ffffff', index * 0.2) })
    const style = { face: 'text', size: 27, colour: QUIET_INK } as const
    const line = {
      x: margin + BEAD_ROOM,
      y: baseline,
      width: place.width - BEAD_ROOM,
      align: 'start',
    } as const
    drawLine(sheet, `${track.title} · ${track.artist}`, style, line)
  }
  const signature = { face: 'text', size: 27, smallest: 23, colour: INK, isOwn: true } as const
  // Numbers after Latin letters would run on from left to right: the mark ends the letters' run.
  const dot = sheet.isRtl ? '\u200f · ' : ' · '
  drawLine(sheet, `Mood DJ${dot}${dateWords(content)}`, signature, { ...place, y: y + side - 8 })
}

/** Each track is a bead of the playlist's way, lighter as it goes on. */
function drawBead<P>(
  { context, isRtl }: Sheet<P>,
  { x, y, colour }: { x: number; y: number; colour: string },
): void {
  context.beginPath()
  context.arc(isRtl ? CARD_SIZE.width - x : x, y, 6, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
}
