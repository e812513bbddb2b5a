import type { CardContent } from './card-content.ts'
import { drawCompass } from './card-compass.ts'
import type { Area, CardPhoto, Sheet } from './card-context.ts'
import { drawLine } from './card-text.ts'
import { drawWaves } from './card-waves.ts'
import { CARD_WORDS } from './card-words.ts'
import { CARD_SIZE, drawLight, drawPhoto, fillGround } from './light.ts'
import { GROUND, INK, MOOD_COLOURS, mixed, QUIET_INK, withOpacity } from './mood-look.ts'
import { PHOTO_FRAMES } from './photo-area.ts'
import { drawPlaylist } from './playlist-block.ts'

const PANEL = { x: 48, y: 168, width: 984, height: 1448, radius: 64 }
const PHOTO = PHOTO_FRAMES.glass
const DIAL = { x: 850, y: 958, radius: 138 }
const INNER = 88

/** A pane of glass before the photo's own colours: the photo crisp in it, the way through the moods beside the word. */
export function drawGlass<P>(sheet: Sheet<P>, content: CardContent, photo: CardPhoto<P>): void {
  const colour = MOOD_COLOURS[content.emotion]
  const words = CARD_WORDS[content.language]
  drawBlurred(sheet, photo)
  fillGround(sheet, withOpacity(GROUND, 0.2))
  drawLight(sheet, { x: 540, y: 980, radius: 1250, colour, opacity: 0.62 })
  drawWaves(sheet, content.energy, {
    y: 1776,
    height: 170,
    width: CARD_SIZE.width,
    colour: mixed(colour, '#ffffff', 0.6),
  })
  drawPane(sheet)
  drawPhoto(sheet, photo, PHOTO)
  drawEdge(sheet, PHOTO, 0.4)

  const text = { x: INNER, width: 540, align: 'start' } as const
  drawLine(
    sheet,
    words.moods[content.emotion],
    { face: 'title', size: 128, smallest: 72, colour: mixed(colour, '#ffffff', 0.35) },
    { ...text, y: 968 },
  )
  drawLine(
    sheet,
    words.subtitles[content.strategy],
    { face: 'text', size: 33, smallest: 26, colour: QUIET_INK, isOwn: true },
    { ...text, y: 1036 },
  )
  drawCompass(sheet, content.path, { ...DIAL, x: sheet.isRtl ? CARD_SIZE.width - DIAL.x : DIAL.x, colour })
  drawPlaylist(sheet, content, { y: 1144, side: 432, margin: INNER })
}

/** The photo, out of focus, over the whole card. Going down to a few pixels and up again blurs in every browser, and quickly. */
function drawBlurred<P>(sheet: Sheet<P>, { picture, area }: CardPhoto<P>): void {
  const portrait = Math.min(area.width, (area.height * CARD_SIZE.width) / CARD_SIZE.height)
  const x = area.x + (area.width - portrait) / 2
  const [few, more] = [sheet.createLayer(18, 32), sheet.createLayer(90, 160)]
  few.context.imageSmoothingQuality = 'high'
  few.context.drawImage(picture, x, area.y, portrait, area.height, 0, 0, 18, 32)
  more.context.imageSmoothingQuality = 'high'
  more.context.drawImage(few.picture, 0, 0, 18, 32, 0, 0, 90, 160)
  sheet.context.imageSmoothingQuality = 'medium'
  sheet.context.drawImage(more.picture, 0, 0, 90, 160, 0, 0, CARD_SIZE.width, CARD_SIZE.height)
}

function drawPane<P>(sheet: Sheet<P>): void {
  const { context } = sheet
  context.beginPath()
  context.roundRect(PANEL.x, PANEL.y, PANEL.width, PANEL.height, PANEL.radius)
  context.fillStyle = withOpacity(GROUND, 0.5)
  context.fill()
  const sheen = context.createLinearGradient(0, PANEL.y, 0, PANEL.y + PANEL.height)
  sheen.addColorStop(0, withOpacity(INK, 0.14))
  sheen.addColorStop(0.5, withOpacity(INK, 0.02))
  sheen.addColorStop(1, withOpacity(INK, 0.08))
  context.fillStyle = sheen
  context.fill()
  const streak = context.createLinearGradient(PANEL.x, PANEL.y, PANEL.x + 760, PANEL.y + 900)
  for (const [at, opacity] of [
    [0.3, 0],
    [0.42, 0.07],
    [0.5, 0.07],
    [0.52, 0],
  ] as const)
    streak.addColorStop(at, withOpacity(INK, opacity))
  context.fillStyle = streak
  context.fill()
  drawEdge(sheet, PANEL, 0.5)
}

/** A line of light along the edge of glass, brightest above. */
function drawEdge<P>({ context }: Sheet<P>, place: Area & { radius: number }, opacity: number): void {
  const light = context.createLinearGradient(0, place.y, 0, place.y + place.height)
  light.addColorStop(0, withOpacity('#ffffff', opacity))
  light.addColorStop(0.6, withOpacity('#ffffff', opacity * 0.25))
  light.addColorStop(1, withOpacity('#ffffff', opacity * 0.5))
  context.beginPath()
  context.roundRect(place.x, place.y, place.width, place.height, place.radius)
  context.strokeStyle = light
  context.lineWidth = 2.5
  context.stroke()
}
