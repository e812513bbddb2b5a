import type { AlignedFace } from './align-face.ts'
import { LUMA, type Picture } from './picture.ts'

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
export function clarityOfFace({ luma, size }: AlignedFace): Clarity {
  return clarityOf(luma, size, size)
}

/** How clearly anything is seen in a picture without faces, measured at 96 points a side. */
export function clarityOfPicture({ width, height, pixels }: Picture): Clarity {
  const luma = new Float32Array(SAMPLE_SIDE * SAMPLE_SIDE)
  for (let at = 0; at < luma.length; at++) {
    const x = Math.floor((((at % SAMPLE_SIDE) + 0.5) * width) / SAMPLE_SIDE)
    const y = Math.floor(((Math.floor(at / SAMPLE_SIDE) + 0.5) * height) / SAMPLE_SIDE)
    const p = (y * width + x) * 3
    luma[at] =
      LUMA.red * (pixels[p] ?? 0) + LUMA.green * (pixels[p + 1] ?? 0) + LUMA.blue * (pixels[p + 2] ?? 0)
  }
  return clarityOf(luma, SAMPLE_SIDE, SAMPLE_SIDE)
}

const SAMPLE_SIDE = 96

function clarityOf(luma: Float32Array, width: number, height: number): Clarity {
  let light = 0
  for (const value of luma) light += value
  let sum = 0
  let squares = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const around =
        (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0)
      const laplacian = around - 4 * (luma[at] ?? 0)
      sum += laplacian
      squares += laplacian * laplacian
    }
  }
  const inner = (width - 2) * (height - 2)
  const variance = squares / inner - (sum / inner) ** 2
  return { brightness: Math.min(1, light / luma.length / 255), sharpness: variance / (variance + HALF_SHARP) }
}
