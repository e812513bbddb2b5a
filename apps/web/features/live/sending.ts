/** How frames go up. `width` is that of a 4:3 picture; see {@link frameSize} for other shapes. */
export interface Sending {
  width: number
  /** Of the JPEG, 0 to 1. */
  quality: number
  framesPerSecond: number
}

/** Pictures, best first; each has two thirds to four fifths of the bytes of the one before. */
export const SIZES = [
  { width: 640, quality: 0.85 },
  { width: 560, quality: 0.8 },
  { width: 480, quality: 0.7 },
  { width: 400, quality: 0.65 },
  { width: 320, quality: 0.6 },
  { width: 280, quality: 0.55 },
  { width: 240, quality: 0.5 },
] as const satisfies readonly Omit<Sending, 'framesPerSecond'>[]

/** Frames a second, best first. */
export const RATES = [15, 12, 10, 8, 6, 5, 4, 3, 2] as const

/** The cheapest steps, as indices. */
export const LAST = { size: SIZES.length - 1, rate: RATES.length - 1 } as const

/** The size at that step; beyond the last one it is the last. */
export function sizeAt(step: number): Omit<Sending, 'framesPerSecond'> {
  return SIZES[step] ?? SIZES[6]
}

/** The rate at that step; beyond the last one it is the last. */
export function rateAt(step: number): number {
  return RATES[step] ?? RATES[8]
}

/**
 * The size of a picture sent: as many pixels as a 4:3 picture of that width has, no wider than that, never enlarged, at least
 * one pixel. A picture in portrait would otherwise cost twice as much for the same face.
 */
export function frameSize(
  width: number,
  height: number,
  wantedWidth: number,
): { width: number; height: number } {
  const pixels = (wantedWidth * wantedWidth * 3) / 4
  const scale = Math.min(1, wantedWidth / width, Math.sqrt(pixels / (width * height)))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
