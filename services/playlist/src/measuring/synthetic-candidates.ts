import { createRandom } from '@mooddj/engine/random'
import type { Candidate } from '../catalogue.ts'

/** Candidates without any pattern: uniform over the plane, tempos 60 to 180, all keys, eight tracks an artist. The same for the same seed. */
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
