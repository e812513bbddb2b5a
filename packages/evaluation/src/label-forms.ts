import type { Emotion } from '@mooddj/shared/emotion'
import { KNOWN_WORDS, emotionOf } from './label-words.ts'

/** What a row of a label file says of its picture: an emotion, or why it says none that counts. */
export type Verdict = { label: Emotion } | { leftOut: string }

/** A row's value in a column by the column's name in lower case; undefined where the file has no such column. */
export type Cell = (column: string) => string | undefined

/** Reads a row's verdict. Throws a {@link LabelFault} for what cannot be meant. */
export type Judge = (cell: Cell) => Verdict

/** A value that no label file should hold; the message is a clause without the place. */
export class LabelFault extends Error {
  override name = 'LabelFault'
}

/** The votes' columns in FER+ (Barsoum et al. 2016). */
const VOTES = [
  'neutral',
  'happiness',
  'surprise',
  'sadness',
  'anger',
  'disgust',
  'fear',
  'contempt',
  'unknown',
  'nf',
] as const

/** In the portraits, labels of disgust cannot be trusted and fear has too few rows to be measured. */
const UNMEASURED_IN_PORTRAITS: readonly string[] = ['disgust', 'fear']

/**
 * How to read rows under these column names (in lower case): FER+'s votes, the portraits' `person` and `emotion`, or a plain `label` or
 * `emotion`. Undefined for anything else.
 */
export function judgeFor(columns: readonly string[]): Judge | undefined {
  const has = (column: string) => columns.includes(column)
  if (!has('file')) return undefined
  if (VOTES.every(has)) return judgeVotes
  if (has('person') && has('emotion')) return judgePortrait
  if (has('label')) return (cell) => judgeWord(cell('label') ?? '')
  if (has('emotion')) return (cell) => judgeWord(cell('emotion') ?? '')
  return undefined
}

/** The label that a word names. */
export function judgeWord(word: string): Verdict {
  const emotion = emotionOf(word)
  if (emotion === undefined)
    throw new LabelFault(`the label "${word}" is not known; these are: ${KNOWN_WORDS}`)
  return emotion === 'contempt' ? { leftOut: 'contempt' } : { label: emotion }
}

function judgePortrait(cell: Cell): Verdict {
  const verdict = judgeWord(cell('emotion') ?? '')
  const unmeasured = 'label' in verdict && UNMEASURED_IN_PORTRAITS.includes(verdict.label)
  return unmeasured ? { leftOut: verdict.label } : verdict
}

/** The emotion with most of all ten columns' votes. */
function judgeVotes(cell: Cell): Verdict {
  if (isSet(cell('leak_dup'))) return { leftOut: 'twin in another split' }
  const counts = VOTES.map((column) => votesIn(column, cell(column) ?? ''))
  const most = Math.max(...counts)
  const winners = VOTES.filter((_, index) => counts[index] === most)
  const [winner] = winners
  if (most === 0) return { leftOut: 'no votes' }
  if (winners.length > 1 || winner === undefined) return { leftOut: 'tie' }
  if (winner === 'unknown') return { leftOut: 'unknown' }
  if (winner === 'nf') return { leftOut: 'not a face' }
  return judgeWord(winner)
}

function isSet(flag: string | undefined): boolean {
  return !['', '0', 'false', undefined].includes(flag?.trim().toLowerCase())
}

function votesIn(column: string, text: string): number {
  const votes = Number(text)
  if (text.trim() === '' || !Number.isFinite(votes) || votes < 0)
    throw new LabelFault(`"${text}" is no number of votes for ${column}`)
  return votes
}
