/** How a source's scale lies: its middle, and how far from it the tracks usually are (one standard deviation). */
export interface Scale {
  mean: number
  deviation: number
}

/** How far from the middle of our own plane tracks usually are: most fill it, few stand at its edge. */
const PLANE_DEVIATION = 0.45

/**
 * A value of a source's own scale as a coordinate of our plane, −1 to 1. By standard scores, so that a source that calls most tracks
 * energetic, as most do, does not crowd one side, and values of several sources can stand side by side.
 */
export function coordinateOf(value: number, { mean, deviation }: Scale): number {
  return Math.min(1, Math.max(-1, ((value - mean) / deviation) * PLANE_DEVIATION))
}
