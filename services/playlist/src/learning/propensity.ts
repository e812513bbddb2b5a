import { type Decision, loggedCandidates } from './decisions.ts'
import type { Outlook } from './outlook.ts'

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
 * probabilities of; so it is asked to compose again. A choice's propensity is the probability that this track stands in a place that is picked
 * at random among the m places with the same way-point, whose order means nothing: of n other playlists, k have the track in one of
 * those, so p̂ = (1 + k) / (1 + n) / m, the playlist itself among them. Over all candidates these sum to 1.
 *
 * With the playlist itself counted, E[1/p̂] = (1 − (1 − mp)ⁿ⁺¹) / p: the weight 1/p̂ that off-policy estimates need is short of the truth only
 * for tracks that come in fewer than about 1 of n playlists, and never infinite.
 */
export function weighDecisions(
  decisions: readonly Decision[],
  {
    redrawn,
    expected,
    outlook: { alike, nearby, see },
  }: { redrawn: readonly (readonly string[])[]; expected: readonly string[]; outlook: Outlook },
): WeighedDecision[] {
  const made: string[] = []
  for (const { position, trackId } of decisions) made[position] = trackId
  return decisions.map((decision) => {
    const { position, trackId } = decision
    const places = alike[position] ?? [position]
    const counts = new Map<string, number>()
    for (const tracks of [made, ...redrawn])
      for (const id of standing(tracks, places)) counts.set(id, (counts.get(id) ?? 0) + 1)
    const probabilityOf = (id: string) => (counts.get(id) ?? 0) / (1 + redrawn.length) / places.length
    const likeliest = [...counts.keys()].toSorted((one, other) => probabilityOf(other) - probabilityOf(one))
    const ids = [trackId, ...likeliest, ...(nearby[position] ?? [])]
    return {
      ...decision,
      candidates: loggedCandidates(ids, see).map((one) => ({ ...one, probability: probabilityOf(one.id) })),
      propensity: probabilityOf(trackId),
      isExplored: !standing(expected, places).includes(trackId),
    }
  })
}

function standing(tracks: readonly string[], places: readonly number[]): string[] {
  return places.flatMap((place) => tracks[place] ?? [])
}
