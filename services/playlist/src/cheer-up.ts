import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import type { ComposerConfig } from './composer-config.ts'
import { type Near, nearestCandidates, type Taste } from './pool.ts'
import { type Costs, type Reason, reasonsFor, sumOf } from './terms.ts'
import { distanceBetween } from './trajectory.ts'
import { confidenceIn, keyCost, tempoCost } from './transition.ts'

/** What a path of tracks is searched in. */
export interface PathRequest {
  trajectory: readonly Affect[]
  candidates: readonly Candidate[]
  taste: Taste
  weights: ComposerConfig['cheerUp']
  random: () => number
}

/** A chosen track and what spoke for it, heaviest first. */
export interface Choice {
  near: Near
  reasons: readonly Reason[]
}

/** A path under construction: its last track, the path before it, and what the track was chosen from. */
interface Path {
  near: Near
  cost: number
  before: Path | null
  stage: Stage
}

/** One way-point: what is near it, and how long the step to it is planned to be. */
interface Stage {
  pool: readonly Near[]
  planned: number
}

type Weights = ComposerConfig['cheerUp']

const BEAM_WIDTH = 32
const LEAST_POOL = 40
/** Costs count in units of one clear flaw; distances of this size are one. */
const UNIT_DISTANCE = 0.045
/** The same artist twice in a row: worse than anything else together, yet better than no playlist. */
const SAME_ARTIST = 10_000
/** In one term; see {@link reasonsFor}. */
const MOST_WORSE = 4
/** An artist should not return within this many tracks. */
const ARTIST_SPACING = 3

/**
 * Finds the tracks for a trajectory, one a way-point, by beam search: each track is weighed by its distance from the way-point,
 * how its step compares with the planned one, tempo and key after the track before, artist spacing, having been heard lately, the
 * learner's preference, the moment's mix and a little chance. No track comes twice; the result is shorter than the trajectory only where the
 * candidates run out.
 */
export function searchPath({ trajectory, candidates, taste, weights, random }: PathRequest): Choice[] {
  const size = Math.max(LEAST_POOL, 3 * trajectory.length)
  const chanceOf = drawnOnce(() => weights.chance * random())
  let beam: (Path | null)[] = [null]
  let pool: Near[] = []
  let previous: Affect | undefined
  for (const wayPoint of trajectory) {
    const planned = previous ? distanceBetween(previous, wayPoint) : 0
    if (!previous || planned > 0) pool = nearestCandidates(wayPoint, { candidates, size, taste })
    const longer = lengthen(beam, { pool, planned }, weights, chanceOf)
    if (longer.length === 0) break
    beam = longer
    previous = wayPoint
  }
  return unwind(beam[0] ?? null).map((path) => ({ near: path.near, reasons: reasonsOf(path, weights) }))
}

/** A number drawn when an id is first asked for, and the same ever after. */
function drawnOnce(draw: () => number): (id: string) => number {
  const drawn = new Map<string, number>()
  return (id) => {
    const number = drawn.get(id) ?? draw()
    drawn.set(id, number)
    return number
  }
}

/** The cheapest ways to add one track to the paths so far, cheapest first. */
function lengthen(
  beam: readonly (Path | null)[],
  stage: Stage,
  weights: Weights,
  chanceOf: (id: string) => number,
): Path[] {
  const { pool, planned } = stage
  const standing = pool.map((near) => sumOf(standingCosts(near, weights)) + chanceOf(near.candidate.id))
  // Many paths of a beam end on the same track; what follows it costs each of them the same.
  const following = new Map<string, number[]>()
  const cheapest: Path[] = []
  for (const path of beam) {
    const last = path?.near.candidate
    let steps = last && following.get(last.id)
    if (last && !steps) {
      steps = pool.map(({ candidate }) => {
        const { step, tempo, key } = stepCosts(last, candidate, planned, weights)
        return step + tempo + key
      })
      following.set(last.id, steps)
    }
    pool.forEach((near, index) => {
      const known = (path?.cost ?? 0) + (standing[index] ?? 0) + (steps?.[index] ?? 0)
      // Most ways are too dear already: what takes a look back along the path is asked of the others only.
      if (isTooDear(cheapest, known) || includes(path, near.candidate.id)) return
      const cost = known + artistCost(path, near.candidate.artist, weights)
      if (!isTooDear(cheapest, cost)) insert(cheapest, { near, cost, before: path, stage })
    })
  }
  return cheapest
}

function isTooDear(cheapest: readonly Path[], cost: number): boolean {
  const dearest = cheapest[BEAM_WIDTH - 1]
  return dearest !== undefined && cost >= dearest.cost
}

/** Puts a path in its place, after those that cost the same, and drops the dearest beyond the beam's width. */
function insert(cheapest: Path[], path: Path): void {
  const place = cheapest.findLastIndex(({ cost }) => cost <= path.cost) + 1
  cheapest.splice(place, 0, path)
  if (cheapest.length > BEAM_WIDTH) cheapest.pop()
}

/** What a track costs wherever it stands near this way-point. */
function standingCosts({ candidate, distance, recent, preference, welcome }: Near, weights: Weights): Costs {
  return {
    distance: weights.distance * (distance / UNIT_DISTANCE) ** 2,
    recent: recent ? weights.recent : 0,
    preference: -weights.preference * preference,
    context: -weights.context * welcome,
    doubt: weights.doubt * (1 - confidenceIn('affect', candidate)),
  }
}

/** What it costs to go from one track to the next. */
function stepCosts(last: Candidate, next: Candidate, planned: number, weights: Weights) {
  return {
    step: weights.step * ((distanceBetween(last, next) - planned) / UNIT_DISTANCE) ** 2,
    tempo: weights.tempo * tempoCost(last, next),
    key: weights.key * keyCost(last, next),
  } satisfies Costs
}

function artistCost(path: Path | null, artist: string, weights: Weights): number {
  if (path?.near.candidate.artist === artist) return SAME_ARTIST
  let step = path?.before
  for (let back = 2; step && back <= ARTIST_SPACING; back += 1) {
    if (step.near.candidate.artist === artist) return weights.artistNear
    step = step.before
  }
  return 0
}

/** What spoke for the last track of a path, beside what else could have stood there. */
function reasonsOf({ near, before, stage: { pool, planned } }: Path, weights: Weights): Reason[] {
  const costsOf = (other: Near): Costs => ({
    ...standingCosts(other, weights),
    ...(before && stepCosts(before.near.candidate, other.candidate, planned, weights)),
    artist: artistCost(before, other.candidate.artist, weights),
  })
  const others = pool.filter((other) => other !== near && !includes(before, other.candidate.id))
  return reasonsFor(costsOf(near), others.map(costsOf), MOST_WORSE)
}

function includes(path: Path | null, id: string): boolean {
  for (let step = path; step; step = step.before) if (step.near.candidate.id === id) return true
  return false
}

function unwind(path: Path | null): Path[] {
  const paths: Path[] = []
  for (let step = path; step; step = step.before) paths.push(step)
  return paths.reverse()
}
