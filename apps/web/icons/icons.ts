import { join } from 'node:path'
import sharp from 'sharp'

/** The drawing's own ground; where a system cuts its own shape, nothing may be see-through. */
const GROUND = '#0e0b1c'

/** An icon that systems want as a bitmap. */
interface Icon {
  /** Pixels on each side. */
  size: number
  /** Whether a system cuts its own shape out of it: then what counts lies within the middle 80 % (W3C, Web Application Manifest, icon masks). */
  isMaskable: boolean
}

/** Every bitmap by its file's path within the page's folder. */
export const ICONS: Readonly<Record<string, Icon>> = {
  'public/icons/icon-192.png': { size: 192, isMaskable: false },
  'public/icons/icon-512.png': { size: 512, isMaskable: false },
  'public/icons/maskable-512.png': { size: 512, isMaskable: true },
  'app/apple-icon.png': { size: 180, isMaskable: true },
}

/** The page's folder. */
export const WEB_FOLDER = join(import.meta.dirname, '..')

/** Draws `app/icon.svg` as a PNG. */
export async function drawIcon({ size, isMaskable }: Icon): Promise<Buffer> {
  // The rounded corners go to the square's own; the waves already stand within the middle 80 %.
  const picture = sharp(join(WEB_FOLDER, 'app/icon.svg'), { density: (72 * size) / 64 }).resize(size, size)
  const drawn = isMaskable ? picture.flatten({ background: GROUND }) : picture
  return drawn.png({ compressionLevel: 9, palette: true }).toBuffer()
}
