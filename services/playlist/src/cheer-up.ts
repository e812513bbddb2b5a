import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import { type Near, nearestCandidates } from './pool.ts'
import type { Preference } from './preference.ts'
import { distanceBetween } from './trajectory.ts'
import { transitionCost } from './transition.ts'

/** What a path of tracks is searched in. */
export interface PathRequest {
  trajectory: readonly Affect[]
  candidates: readonly Candidate[]
  recentlyPlayed: ReadonlySet<string>
  preference: Preference
  random: () => number
}

/** A path under construction: its last track, and the path before it. */
interface Path {
  near: Near
  cost: number
  before: Path | null
}

const BEAM_WIDTH = 32
const LEAST_POOL = 40
/** Costs count in units of one clear flaw; distances of this size are one. */
const UNIT_DISTANCE = 0.045
const WEIGHTS = {
  distance: 1.5,
  step: 2,
  transition: 0.6,
  artistNear: 0.7,
  recent: 40,
  preference: 2.5,
  chance: 3,
}
/** The same artist twice in a row: worse than anything else together, yet better than no playlist. */
const SAME_ARTIST = 1000
/** An artist should not return within this many tracks. */
const ARTIST_SPACING = 3

/**
 * Finds the tracks for a trajectory, one a way-point, by beam search: each track is weighed by its distance from the way-point,
 * how its step compares with the planned one, tempo and key after the track before, artist spacing, having been heard lately, the
 * learner's preference and a little chance. No track comes twice; the result is shorter than the trajectory only where the candidates run out.
 */
export function searchPath({
  trajectory,
  candidates,
  recentlyPlayed,
  preference,
  random,
}: PathRequest): Near[] {
  const size = Math.max(LEAST_POOL, 3 * trajectory.length)
  const chance = new Map(candidates.map(({ id }) => [id, WEIGHTS.chance * random()]))
  let beam: (Path | null)[] = [null]
  let pool: Near[] = []
  let previous: Affect | undefined
  for (const wayPoint of trajectory) {
    const planned = previous ? distanceBetween(previous, wayPoint) : 0
    if (!previous || planned > 0)
      pool = nearestCandidates(wayPoint, { candidates, size, recentlyPlayed, preference })
    const longer = lengthen(beam, pool, planned, chance)
    if (longer.length === 0) break
    beam = longer
    previous = wayPoint
  }
  return unwind(beam[0] ?? null)
}

/** The cheapest ways to add one track to the paths so far, cheapest first. */
function lengthen(
  beam: readonly (Path | null)[],
  pool: readonly Near[],
  planned: number,
  chance: ReadonlyMap<string, number>,
): Path[] {
  const standing = pool.map((near) => standingCost(near) + (chance.get(near.candidate.id) ?? 0))
  // Many paths of a beam end on the same track; what follows it costs each of them the same.
  const following = new Map<string, number[]>()
  const cheapest: Path[] = []
  for (const path of beam) {
    const last = path?.near.candidate
    let steps = last && following.get(last.id)
    if (last && !steps) {
      steps = pool.map(({ candidate }) => stepCost(last, candidate, planned))
      following.set(last.id, steps)
    }
    pool.forEach((near, index) => {
      const known = (path?.cost ?? 0) + (standing[index] ?? 0) + (steps?.[index] ?? 0)
      // Most ways are too dear already: what takes a look back along the path is asked of the others only.
      if (isTooDear(cheapest, known) || includes(path, near.candidate.id)) return
      const cost = known + (path ? artistCost(path, near.candidate.artist) : 0)
      if (!isTooDear(cheapest, cost)) insert(cheapest, { near, cost, before: path })
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

function standingCost({ distance, recent, preference }: Near): number {
  return (
    WEIGHTS.distance * (distance / UNIT_DISTANCE) ** 2 +
    (recent ? WEIGHTS.recent : 0) -
    WEIGHTS.preference * preference
  )
}

function stepCost(last: Candidate, next: Candidate, planned: number): number {
  const error = distanceBetween(last, next) - planned
  return WEIGHTS.step * (error / UNIT_DISTANCE) ** 2 + WEIGHTS.transition * transitionCost(last, next)
}

function artistCost(path: Path, artist: string): number {
  if (path.near.candidate.artist === artist) return SAME_ARTIST
  let step = path.before
  for (let back = 2; step && back <= ARTIST_SPACING; back += 1) {
    if (step.near.candidate.artist === artist) return WEIGHTS.artistNear
    step = step.before
  }
  return 0
}

function includes(path: Path | null, id: string): boolean {
  for (let step = path; step; step = step.before) if (step.near.candidate.id === id) return true
  return false
}

function unwind(path: Path | null): Near[] {
  const tracks: Near[] = []
  for (let step = path; step; step = step.before) tracks.push(step.near)
  return tracks.reverse()
}
