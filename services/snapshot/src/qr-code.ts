import type { SKRSContext2D } from '@napi-rs/canvas'
import qrcode from 'qrcode'

/** ISO/IEC 18004 asks for four light modules on every side. */
const QUIET_MODULES = 4
const CORNER_PX = 28

/**
 * Draws a QR code (error correction M) on a solid light ground. Modules are whole pixels, so that scaling the picture down keeps them even.
 * @param side the largest side in pixels, quiet zone included; the code is centred in it
 */
export function drawQrCode(
  context: SKRSContext2D,
  text: string,
  place: { x: number; y: number; side: number },
): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const across = modules.size + 2 * QUIET_MODULES
  const module = Math.floor(place.side / across)
  if (module < 1) throw new RangeError('the QR code does not fit its place')
  const margin = Math.floor((place.side - module * across) / 2)

  context.fillStyle = '#ffffff'
  context.beginPath()
  context.roundRect(place.x, place.y, place.side, place.side, CORNER_PX)
  context.fill()
  context.fillStyle = '#07070d'
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue
      const x = place.x + margin + (column + QUIET_MODULES) * module
      const y = place.y + margin + (row + QUIET_MODULES) * module
      context.fillRect(x, y, module, module)
    }
  }
}
