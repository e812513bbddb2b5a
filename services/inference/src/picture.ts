/** A decoded picture: rows of interleaved red, green and blue bytes, top left first. */
export interface Picture {
  width: number
  height: number
  /** `width × height × 3` bytes. */
  pixels: Uint8Array
}

/** A picture without its colours: half the work to decode, and all that the emotion network looks at. */
export interface GrayPicture {
  width: number
  height: number
  /** `width × height` bytes, rows from the top. */
  luma: Uint8Array
}

/** A place in a picture in pixels; (0, 0) is the outer corner of the top left pixel, so that pixel's centre is at (0.5, 0.5). */
export interface Point {
  x: number
  y: number
}

/** Shares of red, green and blue in luma (ITU-R BT.601, 2.5.1), the gray that JPEG and the training pictures use. */
export const LUMA = { red: 0.299, green: 0.587, blue: 0.114 } as const

/** A picture's luma. */
export function grayOf({ width, height, pixels }: Picture): GrayPicture {
  const luma = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < luma.length; at++, from += 3)
    luma[at] =
      LUMA.red * (pixels[from] ?? 0) +
      LUMA.green * (pixels[from + 1] ?? 0) +
      LUMA.blue * (pixels[from + 2] ?? 0) +
      0.5
  return { width, height, luma }
}
