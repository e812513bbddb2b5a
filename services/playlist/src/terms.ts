/** What the cost of choosing a track is made of, besides a little chance. */
export type Term =
  | 'distance'
  | 'step'
  | 'tempo'
  | 'key'
  | 'artist'
  | 'sameness'
  | 'recent'
  | 'preference'
  | 'context'
  | 'doubt'

/** What a track costs, term by term; what welcomes it costs less than nothing. Terms left out cost nothing. */
export type Costs = Readonly<Partial<Record<Term, number>>>

/** A term that spoke for a track, and how much of all that spoke for it came from this one: 0 to 1. */
export interface Reason {
  term: Term
  share: number
}

const TERMS = [
  'distance',
  'step',
  'tempo',
  'key',
  'artist',
  'sameness',
  'recent',
  'preference',
  'context',
  'doubt',
] as const satisfies readonly Term[]

export function sumOf(costs: Costs): number {
  return TERMS.reduce((sum, term) => sum + (costs[term] ?? 0), 0)
}

/**
 * The terms that spoke for a choice, heaviest first: those in which it costs less than those that could have stood in its place do on the
 * average. `most` is what one of them can be worse by in one term, so that a few hopeless ones do not drown the rest. None where it is
 * better than they are in nothing, or where there were none.
 */
export function reasonsFor(chosen: Costs, alternatives: readonly Costs[], most: number): Reason[] {
  const gains = TERMS.map((term) => {
    const own = chosen[term] ?? 0
    const differences = alternatives.map((costs) => Math.max(-most, Math.min(most, (costs[term] ?? 0) - own)))
    return { term, gain: differences.reduce((sum, difference) => sum + difference, 0) }
  }).filter(({ gain }) => gain > 1e-9)
  const total = gains.reduce((sum, { gain }) => sum + gain, 0)
  return gains
    .map(({ term, gain }) => ({ term, share: gain / total }))
    .toSorted((one, other) => other.share - one.share)
}
