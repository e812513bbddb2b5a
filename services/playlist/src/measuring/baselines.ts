import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from '../catalogue.ts'
import { distanceBetween } from '../trajectory.ts'

/** Simple ways to fill a trajectory, which the composer is measured against. Each gives one track a way-point, none twice. */

/** Any tracks. */
export function randomPath(
  candidates: readonly Candidate[],
  plan: readonly Affect[],
  random: () => number,
): Candidate[] {
  const rest = [...candidates]
  return plan.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1))
}

/** The tracks nearest to where the trajectory ends, at once: what the original did. */
export function jumpToTarget(candidates: readonly Candidate[], plan: readonly Affect[]): Candidate[] {
  const target = plan.at(-1)
  return target
    ? greedyPath(
        candidates,
        plan.map(() => target),
      )
    : []
}

/** The nearest unused track to each way-point in turn, looking at nothing else. */
export function greedyPath(candidates: readonly Candidate[], plan: readonly Affect[]): Candidate[] {
  const used = new Set<Candidate>()
  return plan.flatMap((wayPoint) => {
    let nearest: Candidate | undefined
    let least = Infinity
    for (const candidate of candidates) {
      const distance = distanceBetween(candidate, wayPoint)
      if (distance >= least || used.has(candidate)) continue
      nearest = candidate
      least = distance
    }
    if (nearest) used.add(nearest)
    return nearest ?? []
  })
}
