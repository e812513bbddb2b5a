import type { Decision } from './decisions.ts'

/** A decision with what is estimated of how it came about. */
export interface WeighedDecision extends Decision {
  /** How probable this choice was, more than 0. */
  propensity: number
  /** Whether chance chose it: without drawing weights, by the expected ones, another track would stand here. */
  isExplored: boolean
}

/** How many playlists are composed anew to estimate propensities. More would be finer and cost every playlist so much more work. */
export const DRAWS = 31

/**
 * Weighs decisions by Monte Carlo. The policy is the whole composer with drawn weights and its own chance, which no formula gives the
 * probabilities of; so it is asked to compose again, and a choice's propensity is the share of playlists that have the same track in the
 * same place, the playlist itself among them: p̂ = (1 + k) / (1 + n).
 *
 * With the playlist itself counted, E[1/p̂] = (1 − (1 − p)ⁿ⁺¹) / p: the weight 1/p̂ that off-policy estimates need is short of the truth only
 * for choices rarer than about 1 in n, and never infinite.
 */
export function weighDecisions(
  decisions: readonly Decision[],
  { redrawn, expected }: { redrawn: readonly (readonly string[])[]; expected: readonly string[] },
): WeighedDecision[] {
  return decisions.map((decision) => {
    const { position, trackId, candidates } = decision
    const counts = new Map([[trackId, 1]])
    for (const tracks of redrawn) {
      const id = tracks[position]
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    const probabilityOf = (id: string) => (counts.get(id) ?? 0) / (1 + redrawn.length)
    return {
      ...decision,
      candidates: candidates.map((candidate) => ({ ...candidate, probability: probabilityOf(candidate.id) })),
      propensity: probabilityOf(trackId),
      isExplored: expected[position] !== trackId,
    }
  })
}
