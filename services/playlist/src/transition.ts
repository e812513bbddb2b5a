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

/**
 * What it costs the ear to go from one track to the next: 0 for the same pulse and a key that blends, about 1 for one clear
 * change, at most 4.
 */
export function transitionCost(from: Candidate, to: Candidate): number {
  const { relation, octaves } = tempoChange(from.tempo, to.tempo)
  const tempo = Math.min(MOST_TEMPO_COST, (octaves / EASY_TEMPO_OCTAVES) ** 2) / 2
  const folded = relation === 'same-time' ? 0 : 0.15
  const key = Math.max(0, camelotDistance(from.key, to.key) - 1) / 4
  return tempo + folded + key
}
