import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from '@mooddj/dj/plain-error'
import { createParser } from '@mooddj/shared/codec'
import { parse } from 'csv-parse/sync'
import { Type } from 'typebox'
import type { LoggedDecision } from './decision-log.ts'

/**
 * One shown item of the Open Bandit Dataset, small size, men's campaign (Saito, Aihara, Matsutani & Narita 2020, arXiv:2008.07146): a week of a
 * shop that showed items at random to some and by Bernoulli Thompson sampling to others.
 */
export interface Impression {
  /** 0 to 33. */
  item: number
  /** 1 to 3: left, middle, right. */
  position: number
  /** As it stands in the file: 2019-11-24 and so on. */
  day: string
  isClicked: boolean
  /** How probable the policy was to show this item in this position. */
  propensity: number
  /** How much the visitor clicked each item before. */
  affinities: readonly number[]
}

const ITEMS = 34
const POSITIONS = 3
const impressions = createParser(
  Type.Array(
    Type.Intersect([
      Type.Object({
        timestamp: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d ' }),
        item_id: Type.String({ pattern: '^([0-9]|[12][0-9]|3[0-3])$' }),
        position: Type.String({ pattern: '^[123]$' }),
        click: Type.String({ pattern: '^[01]$' }),
        propensity_score: Type.String({ pattern: '^[0-9.]+(e-?[0-9]+)?$' }),
      }),
      Type.Record(Type.String(), Type.String()),
    ]),
    { minItems: 1 },
  ),
)

/** The impressions of the random policy and of Thompson sampling; nothing where the data is not there. @throws {PlainError} where it is unreadable */
export function readOpenBandit(folder: string): { random: Impression[]; thompson: Impression[] } | undefined {
  const [random, thompson] = ['random_men_men.csv', 'bts_men_men.csv'].map((name) => join(folder, name))
  if (random === undefined || thompson === undefined || !existsSync(random) || !existsSync(thompson))
    return undefined
  return { random: readImpressions(random), thompson: readImpressions(thompson) }
}

function readImpressions(file: string): Impression[] {
  try {
    const records: unknown = parse(readFileSync(file), { columns: true, skip_empty_lines: true })
    return impressions.parse(records).map((record) => ({
      item: Number(record.item_id),
      position: Number(record.position),
      day: record.timestamp.slice(0, 10),
      isClicked: record.click === '1',
      propensity: probabilityOf(record.propensity_score),
      affinities: Array.from({ length: ITEMS }, (_, item) => affinityIn(record, item)),
    }))
  } catch (cause) {
    throw new PlainError(`${file} is no log of the Open Bandit Dataset.`, { cause })
  }
}

function probabilityOf(text: string): number {
  const probability = Number(text)
  if (!(probability > 0 && probability <= 1))
    throw new RangeError(`${text} is no probability of what happened`)
  return probability
}

function affinityIn(record: Readonly<Record<string, string>>, item: number): number {
  const affinity = Number(record[`user-item_affinity_${item}`] ?? 0)
  return Number.isFinite(affinity) ? affinity : 0
}

/** The random policy as a target: every item alike. */
export function randomTarget(): readonly number[] {
  return Array.from({ length: ITEMS }, () => 1 / ITEMS)
}

/**
 * Thompson sampling as a target, by position and day: the shares of the items among those that it showed then. The policy changed all week, as
 * it learnt, and the dataset tells its probabilities of the items it showed only; shares are what can be known of the rest. No click is looked at.
 */
export function thompsonTarget(shown: readonly Impression[]): (context: Impression) => readonly number[] {
  const counts = new Map<string, number[]>()
  for (const { position, day, item } of shown) {
    const cell = counts.get(`${day} ${position}`) ?? Array.from({ length: ITEMS }, () => 0)
    cell[item] = (cell[item] ?? 0) + 1
    counts.set(`${day} ${position}`, cell)
  }
  const shares = new Map(
    [...counts].map(([key, cell]) => {
      const total = cell.reduce((sum, count) => sum + count, 0)
      return [key, cell.map((count) => count / total)]
    }),
  )
  return ({ day, position }) => shares.get(`${day} ${position}`) ?? randomTarget()
}

/** A log as the estimators read it: an action's features are which item it is, where it is shown and how the visitor stands to it. */
export function banditLog(
  shown: readonly Impression[],
  targetOf: (context: Impression) => readonly number[],
): LoggedDecision[] {
  return shown.map((impression) => ({
    reward: impression.isClicked ? 1 : 0,
    chosen: impression.item,
    propensity: impression.propensity,
    target: targetOf(impression),
    featuresOf(action) {
      const features = new Float64Array(ITEMS + POSITIONS + 1)
      features[action] = 1
      features[ITEMS + impression.position - 1] = 1
      features[ITEMS + POSITIONS] = Math.min(1, impression.affinities[action] ?? 0)
      return features
    },
  }))
}
