import { camelotDistance } from '@mooddj/engine/camelot'
import type { Candidate } from './catalogue.ts'

/** How one tempo follows another. `octaves` is the rest after folding: 0 means the beats fall together. */
export interface TempoChange {
  relation: 'same-time' | 'half-time' | 'double-time'
  /** |log2| of the tempo ratio after folding half and double time onto it: 0 to 0.5. */
  octaves: number
}

/** Compares two tempos; half and double time count as kin, as a dancer would count them. */
export function tempoChange(from: number, to: number): TempoChange {
  const octaves = Math.log2(to / from)
  const folds = Math.round(octaves)
  if (folds === 0) return { relation: 'same-time', octaves: Math.abs(octaves) }
  return { relation: folds < 0 ? 'half-time' : 'double-time', octaves: Math.abs(octaves - folds) }
}

/** About 6 %: what a DJ's pitch fader bridges without anyone noticing. */
const EASY_TEMPO_OCTAVES = 0.08
/** Two tracks further apart than this in tempo are simply different; more does not matter more. */
const MOST_TEMPO_COST = 4
/** What the change costs between two tracks drawn at random from the built-in catalogue, on the average: what an unknown one counts. */
const TYPICAL_COST = { tempo: 1.59, key: 0.64 }

/** What a change of tempo costs the ear: 0 for the same pulse, 2 for another one altogether. An unsure tempo counts as a typical one. */
export function tempoCost(from: Candidate, to: Candidate): number {
  const { relation, octaves } = tempoChange(from.tempo, to.tempo)
  const change = Math.min(MOST_TEMPO_COST, (octaves / EASY_TEMPO_OCTAVES) ** 2) / 2
  const cost = change + (relation === 'same-time' ? 0 : 0.15)
  return believed(cost, TYPICAL_COST.tempo, confidenceIn('tempo', from) * confidenceIn('tempo', to))
}

/**
 * What a change of key costs the ear: 0 where the keys blend (the same, a fifth away, or the relative one), 1.5 for the farthest. An unsure
 * key counts as a typical one.
 */
export function keyCost(from: Candidate, to: Candidate): number {
  const cost = Math.max(0, camelotDistance(from.key, to.key) - 1) / 4
  return believed(cost, TYPICAL_COST.key, confidenceIn('key', from) * confidenceIn('key', to))
}

/** How far a candidate's feature is to be believed, 0 to 1; wholly where nothing is said. */
export function confidenceIn(feature: 'affect' | 'tempo' | 'key', { confidence }: Candidate): number {
  const share = confidence?.[feature] ?? 1
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share))
}

function believed(cost: number, typical: number, confidence: number): number {
  return typical + (cost - typical) * confidence
}
