import { LUMA } from './picture.ts'

/** How much of red, green and blue a plane holds, in 65,536ths; the three sum to 65,536. */
export type Mixture = readonly [red: number, green: number, blue: number]

const ONE = 65_536
/** Luma in whole numbers. */
export const LUMA_MIXTURE: Mixture = [
  Math.round(LUMA.red * ONE),
  Math.round(LUMA.green * ONE),
  Math.round(LUMA.blue * ONE),
]
