import { camelotDistance } from '@mooddj/engine/camelot'
import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import type { Choice } from './cheer-up.ts'
import type { ComposerConfig } from './composer-config.ts'
import { type Near, nearestCandidates, type Taste } from './pool.ts'
import { type Costs, reasonsFor, sumOf } from './terms.ts'
import { distanceBetween } from './trajectory.ts'
import { confidenceIn, keyCost, tempoChange, tempoCost } from './transition.ts'

/** What a set of tracks around one point is chosen from. */
export interface MatchRequest {
  point: Affect
  length: number
  candidates: readonly Candidate[]
  taste: Taste
  weights: ComposerConfig['match']
  random: () => number
}

const LEAST_POOL = 24
/** At this distance from the listener's point a track is half as relevant as on it. */
const HALF_RELEVANCE_DISTANCE = 0.18
/** In one term; see {@link reasonsFor}. */
const MOST_WORSE = 0.3

/**
 * Chooses tracks around a point by maximal marginal relevance (Carbonell & Goldstein 1998): near the point, unlike what is
 * already chosen, easy on the ear after the track before, and what the learner and the moment welcome. No track comes twice; no artist
 * comes twice in a row unless nobody else is left.
 */
export function matchTracks({ point, length, candidates, taste, weights, random }: MatchRequest): Choice[] {
  const size = Math.max(LEAST_POOL, Math.round(2.5 * length))
  let rest = nearestCandidates(point, { candidates, size, taste })
  const chance = new Map(rest.map((near) => [near, weights.chance * random()]))
  const chosen: Near[] = []
  const choices: Choice[] = []
  while (chosen.length < length && rest.length > 0) {
    const allowed = alternating(rest, { previous: chosen.at(-1), open: length - chosen.length })
    const weighed = allowed.map((near) => {
      const costs = costsOf(near, chosen, weights)
      return { near, costs, total: sumOf(costs) - (chance.get(near) ?? 0) }
    })
    const best = weighed.reduce((one, other) => (other.total < one.total ? other : one))
    const others = weighed.filter((other) => other !== best).map(({ costs }) => costs)
    choices.push({ near: best.near, reasons: reasonsFor(best.costs, others, MOST_WORSE) })
    chosen.push(best.near)
    rest = rest.filter((near) => near !== best.near)
  }
  return choices
}

/** What keeps a track from being chosen next, in shares of standing exactly on the point. */
function costsOf(near: Near, chosen: readonly Near[], weights: ComposerConfig['match']): Costs {
  const { candidate, distance, recent, preference, welcome } = near
  const relevance = 1 / (1 + (distance / HALF_RELEVANCE_DISTANCE) ** 2)
  const sameness = Math.max(0, ...chosen.map((other) => similarity(candidate, other.candidate)))
  const previous = chosen.at(-1)?.candidate
  return {
    distance: weights.distance * (1 - relevance),
    sameness: weights.sameness * sameness,
    ...(previous && {
      tempo: weights.tempo * tempoCost(previous, candidate),
      key: weights.key * keyCost(previous, candidate),
    }),
    recent: recent ? weights.recent : 0,
    preference: -weights.preference * preference,
    context: -weights.context * welcome,
    doubt: weights.doubt * (1 - confidenceIn('affect', candidate)),
  }
}

/** How alike two tracks are, 0 to 1: artist, point, tempo and key. */
function similarity(one: Candidate, other: Candidate): number {
  const artist = one.artist === other.artist ? 1 : 0
  const point = Math.max(0, 1 - distanceBetween(one, other) / 0.5)
  const tempo = 1 - 2 * tempoChange(one.tempo, other.tempo).octaves
  const key = 1 - camelotDistance(one.key, other.key) / 7
  return 0.45 * artist + 0.25 * point + 0.15 * tempo + 0.15 * key
}

/**
 * Those of the rest that may come next: not by the artist who just played, and where one artist would otherwise be left over at
 * the end, only that artist. Everyone, where that leaves nobody.
 */
function alternating(
  rest: readonly Near[],
  { previous, open }: { previous: Near | undefined; open: number },
): readonly Near[] {
  const others = previous
    ? rest.filter(({ candidate }) => candidate.artist !== previous.candidate.artist)
    : rest
  if (others.length === 0) return rest
  const slots = Math.min(open, rest.length)
  const counts = new Map<string, number>()
  for (const { candidate } of rest) counts.set(candidate.artist, (counts.get(candidate.artist) ?? 0) + 1)
  const pressing = others.filter(({ candidate }) => {
    const own = counts.get(candidate.artist) ?? 0
    // This many of the open places can only go to this artist; half of them (rounded up) is all that alternation allows.
    const needed = slots - (rest.length - own)
    return needed >= Math.ceil(slots / 2) && needed > 0
  })
  return pressing.length > 0 ? pressing : others
}
