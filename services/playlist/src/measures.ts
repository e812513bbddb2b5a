import type { Affect } from '@mooddj/shared/affect'
import { distanceBetween } from './trajectory.ts'

/** Below this move along an axis a correlation says nothing. */
const LEAST_MOVE = 0.2

/**
 * Pearson's r between valence and arousal along a path (smoothness, Gaur & Donnelly, EvoMUSART 2024): −1 or 1 is a straight
 * line. Undefined unless both axes move by 0.2 or more from the first point to the last.
 */
export function smoothness(path: readonly Affect[]): number | undefined {
  const first = path[0]
  const last = path.at(-1)
  if (!first || !last) return undefined
  const moves = [last.valence - first.valence, last.arousal - first.arousal]
  if (moves.some((move) => Math.abs(move) < LEAST_MOVE)) return undefined
  const meanV = mean(path.map(({ valence }) => valence))
  const meanA = mean(path.map(({ arousal }) => arousal))
  let vv = 0
  let aa = 0
  let va = 0
  for (const { valence, arousal } of path) {
    vv += (valence - meanV) ** 2
    aa += (arousal - meanA) ** 2
    va += (valence - meanV) * (arousal - meanA)
  }
  return va / Math.sqrt(vv * aa)
}

/**
 * The variance of (step length − planned step length), after the evenness of Gaur & Donnelly: 0 is as even as planned. The
 * plan counts because holding still and then moving is meant to be uneven. 0 for fewer than two points.
 */
export function evenness(path: readonly Affect[], plan: readonly Affect[]): number {
  const planned = stepLengths(plan)
  const errors = stepLengths(path).map((step, index) => step - (planned[index] ?? 0))
  if (errors.length === 0) return 0
  const centre = mean(errors)
  return mean(errors.map((error) => (error - centre) ** 2))
}

/** The mean distance of the points from their way-points; 0 for none. */
export function meanDeviation(path: readonly Affect[], plan: readonly Affect[]): number {
  const distances = path.flatMap((point, index) => {
    const wayPoint = plan[index]
    return wayPoint ? [distanceBetween(point, wayPoint)] : []
  })
  return distances.length === 0 ? 0 : mean(distances)
}

function stepLengths(path: readonly Affect[]): number[] {
  return path.slice(1).map((point, index) => distanceBetween(point, path[index] ?? point))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
