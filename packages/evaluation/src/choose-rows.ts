import { PlainError } from '@mooddj/dj/plain-error'
import type { Emotion } from '@mooddj/shared/emotion'
import type { LabelledRow } from './labels-file.ts'
import { createRandom } from './seeded-random.ts'

/** A picture and what it shows. */
export interface Sample {
  file: string
  label: Emotion
}

/** The rows to be measured, and how many were left out for which reason. */
export interface Choice {
  samples: Sample[]
  leftOut: Record<string, number>
}

const SEED = 1

/**
 * Picks the rows of `split`; without it, all but those of `train` where there are others, because the networks learned from them. Of what has
 * a label, `limit` rows are drawn, always the same ones, in the file's order. Throws {@link PlainError} when nothing is left.
 */
export function chooseRows(
  rows: readonly LabelledRow[],
  { split, limit }: { split: string | undefined; limit: number | undefined },
): Choice {
  const leftOut: Record<string, number> = {}
  const leave = (reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1
  }
  const isWanted = splitFilter(rows, split)
  const samples: Sample[] = []
  for (const { file, split: own = '', verdict } of rows) {
    if (!isWanted(own)) leave(own === '' ? 'no split' : `split ${own}`)
    else if ('leftOut' in verdict) leave(verdict.leftOut)
    else samples.push({ file, label: verdict.label })
  }
  const chosen = limit === undefined || limit >= samples.length ? samples : draw(samples, limit)
  if (chosen.length < samples.length) leftOut['not drawn'] = samples.length - chosen.length
  if (chosen.length === 0)
    throw new PlainError(
      `No row with one of the seven emotions is left (${describeLeftOut(leftOut)}): check the labels.`,
    )
  return { samples: chosen, leftOut }
}

/** `4 tie, 2 contempt`, the most frequent first. */
export function describeLeftOut(leftOut: Record<string, number>): string {
  const parts = Object.entries(leftOut).toSorted(([, a], [, b]) => b - a)
  return parts.length === 0
    ? 'none left out'
    : parts.map(([reason, count]) => `${count} ${reason}`).join(', ')
}

function splitFilter(rows: readonly LabelledRow[], wanted: string | undefined): (split: string) => boolean {
  const splits = new Set(rows.map(({ split }) => split ?? ''))
  if (wanted !== undefined) {
    const known = [...splits].filter((split) => split !== '').join(', ')
    if (!splits.has(wanted))
      throw new PlainError(
        `No row is of the split ${wanted}; there ${known === '' ? 'are no splits' : `is ${known}`}.`,
      )
    return (split) => split === wanted
  }
  return splits.size > 1 ? (split) => split !== 'train' : () => true
}

/** `count` of the samples, each with the same chance, in their order (selection sampling, Knuth 3.4.2 S). */
function draw(samples: readonly Sample[], count: number): Sample[] {
  const random = createRandom(SEED)
  let needed = count
  return samples.filter((_, index) => {
    const taken = random() * (samples.length - index) < needed
    if (taken) needed -= 1
    return taken
  })
}
