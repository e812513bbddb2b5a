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

const PANEL = { x: 48, y: 96, width: 984, height: 1520, radius: 64 }
const PHOTO = PHOTO_FRAMES.glass
const DIAL = { x: 850, y: 962, radius: 138 }
const INNER = 88
/** Small enough to be quick, large enough that nobody sees its pixels once it is blurred. */
const BEHIND = { width: 135, height: 240 }

/** A pane of glass before the photo's own colours: the photo crisp in it, the way through the moods beside the word. */
export function drawGlass<P>(sheet: Sheet<P>, content: CardContent, photo: CardPhoto<P>): void {
  const colour = MOOD_COLOURS[content.emotion]
  const words = CARD_WORDS[content.language]
  drawBehind(sheet, photo, colour)
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
    { ...text, y: 962 },
  )
  drawLine(
    sheet,
    words.subtitles[content.strategy],
    { face: 'text', size: 33, smallest: 26, colour: QUIET_INK, isOwn: true },
    { ...text, y: 1030 },
  )
  drawCompass(sheet, content.path, { ...DIAL, x: sheet.isRtl ? CARD_SIZE.width - DIAL.x : DIAL.x, colour })
  drawPlaylist(sheet, content, { y: 1144, side: 432, margin: INNER })
}

/**
 * The photo, out of focus in the mood's light, over the whole card. Going down to a few pixels and up again blurs in every browser; what
 * tints it is painted while it is small.
 */
function drawBehind<P>(sheet: Sheet<P>, { picture, area }: CardPhoto<P>, colour: string): void {
  const portrait = Math.min(area.width, (area.height * CARD_SIZE.width) / CARD_SIZE.height)
  const x = area.x + (area.width - portrait) / 2
  const few = sheet.createLayer(18, 32)
  few.context.imageSmoothingQuality = 'high'
  few.context.drawImage(picture, x, area.y, portrait, area.height, 0, 0, 18, 32)
  const { width, height } = BEHIND
  const more = sheet.createLayer(width, height)
  more.context.imageSmoothingQuality = 'high'
  more.context.drawImage(few.picture, 0, 0, 18, 32, 0, 0, width, height)
  more.context.scale(width / CARD_SIZE.width, height / CARD_SIZE.height)
  const small = { ...sheet, context: more.context }
  fillGround(small, withOpacity(GROUND, 0.2))
  drawLight(small, { x: 540, y: 980, radius: 1250, colour, opacity: 0.62 })
  drawFoot(small)
  sheet.context.imageSmoothingQuality = 'medium'
  sheet.context.drawImage(more.picture, 0, 0, width, height, 0, 0, CARD_SIZE.width, CARD_SIZE.height)
}

/** Dusk at the card's foot, so that the waves shine before a bright photo, too. */
function drawFoot<P>({ context }: Sheet<P>): void {
  const dusk = context.createLinearGradient(0, 1480, 0, CARD_SIZE.height)
  dusk.addColorStop(0, withOpacity(GROUND, 0))
  dusk.addColorStop(1, withOpacity(GROUND, 0.78))
  context.fillStyle = dusk
  context.fillRect(0, 1480, CARD_SIZE.width, CARD_SIZE.height - 1480)
}

/** Clear glass above, where the photo is; smoked below, where text must stand out before any photo. */
function drawPane<P>(sheet: Sheet<P>): void {
  const { context } = sheet
  const { x, y, width, height, radius } = PANEL
  const smoke = context.createLinearGradient(0, y, 0, y + height)
  smoke.addColorStop(0, withOpacity(mixed(GROUND, INK, 0.28), 0.5))
  smoke.addColorStop(0.46, withOpacity(mixed(GROUND, INK, 0.03), 0.76))
  smoke.addColorStop(1, withOpacity(mixed(GROUND, INK, 0.1), 0.77))
  context.save()
  context.beginPath()
  context.roundRect(x, y, width, height, radius)
  context.fillStyle = smoke
  context.fill()
  // A slanting reflection, as a window has.
  context.clip()
  context.beginPath()
  for (const [right, down] of [
    [620, 0],
    [900, 0],
    [0, 1130],
    [0, 780],
  ] as const)
    context.lineTo(x + right, y + down)
  context.closePath()
  context.fillStyle = withOpacity(INK, 0.045)
  context.fill()
  context.restore()
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
