import { EMOTIONS, type Emotion } from '@mooddj/shared/emotion'

/** One picture's true label and what a network said of it; without a prediction where no face was found. */
export interface Outcome {
  label: Emotion
  predicted: Emotion | undefined
  /** The probability of the predicted emotion. */
  confidence: number
}

/** Figures of one label; null where there is nothing to divide by. */
export interface ClassFigures {
  rows: number
  recall: number | null
  precision: number | null
}

/** What a network got right. All shares are from 0 to 1. */
export interface Figures {
  rows: number
  /** Rows in which no face was found; they count as wrong everywhere but in the calibration error. */
  noFace: number
  accuracy: number
  /** Mean recall over the labels that occur. */
  macroRecall: number
  /** Mean recall over happy, neutral, surprise, sad and angry, as far as they occur; null where none does. */
  balancedFive: number | null
  perClass: Record<Emotion, ClassFigures>
  /** Counts: a row a true label, a column a prediction, both in the order of `EMOTIONS`. */
  confusion: number[][]
  /** Expected calibration error; null where no face was found at all. */
  calibrationError: number | null
}

const FIVE: readonly Emotion[] = ['happy', 'neutral', 'surprise', 'sad', 'angry']
const CALIBRATION_BINS = 15

/** The figures of at least one outcome. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const counts = countOutcomes(outcomes)
  const at = (row: number, column: number) => counts[row * CELLS + column] ?? 0
  const confusion = EMOTIONS.map((_, row) => EMOTIONS.map((_, column) => at(row, column)))
  const perClass = (emotion: Emotion): ClassFigures => {
    const index = EMOTIONS.indexOf(emotion)
    const rows = outcomes.filter(({ label }) => label === emotion).length
    const said = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0)
    return { rows, recall: share(at(index, index), rows), precision: share(at(index, index), said) }
  }
  return {
    rows: outcomes.length,
    noFace: outcomes.filter(({ predicted }) => predicted === undefined).length,
    ...sharesOf(counts),
    perClass: {
      happy: perClass('happy'),
      sad: perClass('sad'),
      angry: perClass('angry'),
      neutral: perClass('neutral'),
      surprise: perClass('surprise'),
      fear: perClass('fear'),
      disgust: perClass('disgust'),
    },
    confusion,
    calibrationError: calibrationErrorOf(outcomes),
  }
}

/** The three shares that are given with an interval. */
export type Shares = Pick<Figures, 'accuracy' | 'macroRecall' | 'balancedFive'>

/** Columns of a count table: the seven predictions, then "no face". */
export const CELLS = EMOTIONS.length + 1

/** Which cell of a count table an outcome falls into; the table has a row of {@link CELLS} a true label. */
export function cellOf({ label, predicted }: Outcome): number {
  const column = predicted === undefined ? EMOTIONS.length : EMOTIONS.indexOf(predicted)
  return EMOTIONS.indexOf(label) * CELLS + column
}

/** Accuracy and mean recalls from a table of counts. */
export function sharesOf(counts: ArrayLike<number>): Shares {
  const recalls: number[] = []
  const five: number[] = []
  let right = 0
  let all = 0
  for (const [row, emotion] of EMOTIONS.entries()) {
    let rows = 0
    for (let column = 0; column < CELLS; column++) rows += counts[row * CELLS + column] ?? 0
    const hits = counts[row * CELLS + row] ?? 0
    right += hits
    all += rows
    if (rows === 0) continue
    recalls.push(hits / rows)
    if (FIVE.includes(emotion)) five.push(hits / rows)
  }
  return {
    accuracy: right / all,
    macroRecall: mean(recalls),
    balancedFive: five.length === 0 ? null : mean(five),
  }
}

function countOutcomes(outcomes: readonly Outcome[]): number[] {
  const counts = Array.from({ length: EMOTIONS.length * CELLS }, () => 0)
  for (const outcome of outcomes) {
    const cell = cellOf(outcome)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** Expected calibration error (Guo et al. 2017, equation 3) in equal bins of confidence. */
function calibrationErrorOf(outcomes: readonly Outcome[]): number | null {
  const gaps = Array.from({ length: CALIBRATION_BINS }, () => 0)
  const judged = outcomes.filter(({ predicted }) => predicted !== undefined)
  for (const { label, predicted, confidence } of judged) {
    const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS))
    gaps[bin] = (gaps[bin] ?? 0) + confidence - (label === predicted ? 1 : 0)
  }
  return share(
    gaps.reduce((sum, gap) => sum + Math.abs(gap), 0),
    judged.length,
  )
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
