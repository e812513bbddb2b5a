import type { Area, CardPhoto, Sheet } from './card-context.ts'
import { withOpacity } from './mood-look.ts'

/** A story's size; the top 250 and the bottom 340 pixels carry no text, since apps put their own there. */
export const CARD_SIZE = { width: 1080, height: 1920 } as const
/** Text stands between these two heights. */
export const SAFE = { top: 250, bottom: CARD_SIZE.height - 340 } as const
export const MARGIN = 72

/** The whole card in one colour. */
export function fillGround<P>({ context }: Sheet<P>, colour: string): void {
  context.fillStyle = colour
  context.fillRect(0, 0, CARD_SIZE.width, CARD_SIZE.height)
}

/** A round light that fades to nothing; only the rows that it reaches are painted. */
export function drawLight<P>(
  { context }: Sheet<P>,
  {
    x,
    y,
    radius,
    colour,
    opacity,
  }: { x: number; y: number; radius: number; colour: string; opacity: number },
): void {
  const light = context.createRadialGradient(x, y, 0, x, y, radius)
  light.addColorStop(0, withOpacity(colour, opacity))
  light.addColorStop(0.4, withOpacity(colour, opacity * 0.36))
  light.addColorStop(0.7, withOpacity(colour, opacity * 0.1))
  light.addColorStop(1, withOpacity(colour, 0))
  context.fillStyle = light
  const top = Math.max(0, y - radius)
  context.fillRect(0, top, CARD_SIZE.width, Math.min(CARD_SIZE.height, y + radius) - top)
}

/** The shown part of the photo, in a frame with round corners. */
export function drawPhoto<P>(
  { context }: Sheet<P>,
  { picture, area, isWindow = false }: CardPhoto<P>,
  { x, y, width, height, radius }: Area & { radius: number },
): void {
  context.save()
  context.beginPath()
  context.roundRect(x, y, width, height, radius)
  context.clip()
  // The better way takes longer and shows only where a small photo is enlarged.
  context.imageSmoothingQuality = area.width < width ? 'high' : 'medium'
  if (isWindow) context.clearRect(x, y, width, height)
  else context.drawImage(picture, area.x, area.y, area.width, area.height, x, y, width, height)
  context.restore()
}
