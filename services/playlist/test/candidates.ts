import { createRandom } from '@mooddj/engine/random'
import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from '../src/catalogue.ts'
import { distanceBetween } from '../src/trajectory.ts'

/** Candidates without any pattern: uniform over the plane, tempos 60 to 180, all keys, eight tracks an artist. */
export function syntheticCandidates(count: number, seed = 1): Candidate[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => ({
    id: `synthetic:${index}`,
    title: `Title ${index}`,
    artist: `Artist ${Math.floor((random() * count) / 8)}`,
    source: 'spotify',
    durationMs: 180_000,
    valence: 2 * random() - 1,
    arousal: 2 * random() - 1,
    tempo: 60 + Math.floor(random() * 121),
    key: `${1 + Math.floor(random() * 12)}${random() < 0.5 ? 'A' : 'B'}`,
  }))
}

/** Baseline: any tracks. */
export function randomPath(
  candidates: readonly Candidate[],
  plan: readonly Affect[],
  seed: number,
): Candidate[] {
  const random = createRandom(seed)
  return plan.flatMap(() => candidates[Math.floor(random() * candidates.length)] ?? [])
}

/** Baseline: one track at the listener's point, then the jump to the tracks nearest to the target. */
export function jumpToTarget(candidates: readonly Candidate[], plan: readonly Affect[]): Candidate[] {
  const [first] = nearestTo(candidates, plan[0])
  const rest = nearestTo(candidates, plan.at(-1)).slice(0, plan.length - 1)
  return first ? [first, ...rest] : rest
}

/** Baseline: the nearest unused track to each way-point, looking at nothing else. */
export function greedyPath(candidates: readonly Candidate[], plan: readonly Affect[]): Candidate[] {
  const used = new Set<string>()
  return plan.flatMap((wayPoint) => {
    const next = nearestTo(candidates, wayPoint).find(({ id }) => !used.has(id))
    if (next) used.add(next.id)
    return next ?? []
  })
}

function nearestTo(candidates: readonly Candidate[], point: Affect | undefined): Candidate[] {
  if (!point) return []
  return candidates.toSorted((one, other) => distanceBetween(one, point) - distanceBetween(other, point))
}
