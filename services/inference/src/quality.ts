import type { AlignedFace } from './align-face.ts'
import { type GrayPicture, LUMA, type Picture } from './picture.ts'

/** How light a face or picture is and how much detail it holds, both 0 to 1. */
export interface Clarity {
  /** Mean luma; 0 black, 1 white. */
  brightness: number
  /** v / (v + 60), where v is the variance of the Laplacian (Pech-Pacheco et al. 2000) in squared luma steps. */
  sharpness: number
}

/** The variance of the Laplacian that counts as half sharp: about that of a face in focus, 128 pixels wide, under room light. */
const HALF_SHARP = 60

/** How clearly an aligned face is seen. Its size is fixed, so a small or blurred face measures as less sharp alike. */
export function clarityOfFace({ luma, size }: Pick<AlignedFace, 'luma' | 'size'>): Clarity {
  return clarityOf(luma, size, size)
}

/** How clearly anything is seen in a picture without faces, measured at 96 points a side. */
export function clarityOfPicture(picture: Picture | GrayPicture): Clarity {
  const { width, height } = picture
  const luma = new Float32Array(SAMPLE_SIDE * SAMPLE_SIDE)
  for (let at = 0; at < luma.length; at++) {
    const x = Math.floor((((at % SAMPLE_SIDE) + 0.5) * width) / SAMPLE_SIDE)
    const y = Math.floor(((Math.floor(at / SAMPLE_SIDE) + 0.5) * height) / SAMPLE_SIDE)
    luma[at] = lumaAt(picture, y * width + x)
  }
  return clarityOf(luma, SAMPLE_SIDE, SAMPLE_SIDE)
}

function lumaAt(picture: Picture | GrayPicture, at: number): number {
  if ('luma' in picture) return picture.luma[at] ?? 0
  const { pixels } = picture
  return (
    LUMA.red * (pixels[at * 3] ?? 0) +
    LUMA.green * (pixels[at * 3 + 1] ?? 0) +
    LUMA.blue * (pixels[at * 3 + 2] ?? 0)
  )
}

const SAMPLE_SIDE = 96
/** The Laplacian is taken at every second place each way: a quarter of the places measure the same variance. */
const STRIDE = 2

function clarityOf(luma: Float32Array, width: number, height: number): Clarity {
  let light = 0
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = 1; y < height - 1; y += STRIDE) {
    for (let x = 1; x < width - 1; x += STRIDE) {
      const at = y * width + x
      const here = luma[at] ?? 0
      const around =
        (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0)
      const laplacian = around - 4 * here
      light += here
      sum += laplacian
      squares += laplacian * laplacian
      count += 1
    }
  }
  const variance = Math.max(0, squares / count - (sum / count) ** 2)
  return {
    brightness: Math.min(1, light / count / 255),
    sharpness: variance / (variance + HALF_SHARP),
  }
}
