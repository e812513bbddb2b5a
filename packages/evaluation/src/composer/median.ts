/** The middle of some values, and where the middle of all that they stand for lies with 95 % certainty. */
export interface Median {
  value: number
  low: number
  high: number
  /** How many values. */
  count: number
}

/** 95 % of a normal distribution lies within so many standard deviations. */
const WITHIN_95 = 1.96

/** The median with the interval that order statistics give it (Conover, Practical Nonparametric Statistics): no shape is assumed. */
export function medianOf(values: readonly number[]): Median {
  const sorted = values.toSorted((one, other) => one - other)
  const count = sorted.length
  const at = (place: number) => sorted[Math.min(count - 1, Math.max(0, place))] ?? NaN
  const reach = (WITHIN_95 * Math.sqrt(count)) / 2
  return {
    value: (at(Math.floor((count - 1) / 2)) + at(Math.ceil((count - 1) / 2))) / 2,
    low: at(Math.floor(count / 2 - reach)),
    high: at(Math.ceil(count / 2 + reach)),
    count,
  }
}
