import { EMOTIONS } from '@mooddj/shared/emotion'
import { CELLS, type Outcome, cellOf, sharesOf } from './figures.ts'
import { createRandom } from './seeded-random.ts'

/** From and to. */
export type Interval = [low: number, high: number]

/** How far each share could lie elsewhere by the choice of rows alone. */
export interface Intervals {
  accuracyInterval: Interval
  macroRecallInterval: Interval
  /** Null where none of the five emotions occurs. */
  balancedFiveInterval: Interval | null
}

const RESAMPLES = 2_000
const SEED = 7

/**
 * 95 % percentile bootstrap intervals (Efron 1979) from 2,000 resamples of the rows with replacement. The same rows are drawn for every
 * network of the same length. A label that is missing from a resample is left out of its mean.
 */
export function intervalsOf(outcomes: readonly Outcome[]): Intervals {
  const random = createRandom(SEED)
  const cells = Uint8Array.from(outcomes, cellOf)
  const accuracies: number[] = []
  const recalls: number[] = []
  const five: number[] = []
  const counts = new Uint32Array(EMOTIONS.length * CELLS)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    counts.fill(0)
    for (let draw = 0; draw < cells.length; draw++) {
      const cell = cells[Math.floor(random() * cells.length)] ?? 0
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    const shares = sharesOf(counts)
    accuracies.push(shares.accuracy)
    recalls.push(shares.macroRecall)
    if (shares.balancedFive !== null) five.push(shares.balancedFive)
  }
  return {
    accuracyInterval: middleOf(accuracies),
    macroRecallInterval: middleOf(recalls),
    balancedFiveInterval: five.length === 0 ? null : middleOf(five),
  }
}

/** Where the middle 95 % of the values lie, interpolated between neighbours. */
export function middleOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const below = sorted[Math.floor(place)] ?? 0
    const above = sorted[Math.ceil(place)] ?? below
    return below + (above - below) * (place - Math.floor(place))
  }
  return [at(0.025), at(0.975)]
}
