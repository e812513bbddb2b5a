import qrcode from 'qrcode'
import type { Sheet } from './card-context.ts'
import { GROUND } from './mood-look.ts'

/** ISO/IEC 18004 asks for four light modules on every side. */
const QUIET_MODULES = 4
const CORNER_PX = 28

/**
 * Draws a QR code (error correction M) on a solid light ground. Modules are whole pixels, so that scaling the picture down keeps them even.
 * @param place its side in pixels, quiet zone included; the code is centred in it
 */
export function drawQrCode<P>(
  { context }: Sheet<P>,
  text: string,
  place: { x: number; y: number; side: number; ground?: string },
): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const across = modules.size + 2 * QUIET_MODULES
  const module = Math.floor(place.side / across)
  if (module < 1) throw new RangeError('the QR code does not fit its place')
  const margin = Math.floor((place.side - module * across) / 2)

  context.fillStyle = place.ground ?? '#ffffff'
  context.beginPath()
  context.roundRect(place.x, place.y, place.side, place.side, CORNER_PX)
  context.fill()
  context.fillStyle = GROUND
  const left = place.x + margin + QUIET_MODULES * module
  const top = place.y + margin + QUIET_MODULES * module
  // One path, or a preview at half a pixel would show seams between the modules.
  context.beginPath()
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue
      context.rect(left + column * module, top + row * module, module, module)
    }
  }
  context.fill()
}
