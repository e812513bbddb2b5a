import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import type { ContextLean } from './context/lean.ts'
import { type Preference, preferenceFor } from './preference.ts'
import { distanceBetween } from './trajectory.ts'

/** What is known of the listener and the moment, besides the mood. */
export interface Taste {
  /** Ids heard lately: chosen only where nothing else is near. */
  recentlyPlayed: ReadonlySet<string>
  preference: Preference
  mix: ContextLean['mix']
}

/** A candidate as seen from one way-point. */
export interface Near {
  candidate: Candidate
  /** From the way-point. */
  distance: number
  /** Heard lately. */
  recent: boolean
  /** The learner's score, −1 to 1. */
  preference: number
  /** How welcome its style is at this hour and in this weather, −1 to 1. */
  welcome: number
}

/** A track heard lately counts as this much farther away, so another one that is near goes first. */
const RECENT_DISTANCE = 0.15
/** How many times the wanted size is looked at before too many tracks of one artist are left out. */
const OVERSAMPLING = 4
const RING_WIDTH = 0.01
/** Beyond the plane's diagonal of 2√2 and the penalty for having been heard. */
const RINGS = 300

/**
 * The candidates nearest to a way-point, nearest first, `size` of them (or all there are). One artist fills at most a third
 * while others are near, so that artists can alternate. Preference and context have no say in who is near: they re-rank those who are.
 */
export function nearestCandidates(
  wayPoint: Affect,
  {
    candidates,
    size,
    taste: { recentlyPlayed, preference, mix },
  }: { candidates: readonly Candidate[]; size: number; taste: Taste },
): Near[] {
  const reach = new Float64Array(candidates.length)
  candidates.forEach((candidate, index) => {
    const penalty = recentlyPlayed.has(candidate.id) ? RECENT_DISTANCE : 0
    reach[index] = distanceBetween(candidate, wayPoint) + penalty
  })
  const limit = distanceHolding(size * OVERSAMPLING, reach)
  const within: { candidate: Candidate; reach: number }[] = []
  candidates.forEach((candidate, index) => {
    const distance = reach[index] ?? Infinity
    if (distance <= limit) within.push({ candidate, reach: distance })
  })
  const sorted = within.sort((one, other) => one.reach - other.reach).map(({ candidate }) => candidate)
  return thinArtists(sorted, size).map((candidate) => ({
    candidate,
    distance: distanceBetween(candidate, wayPoint),
    recent: recentlyPlayed.has(candidate.id),
    preference: preferenceFor(preference, candidate.id),
    welcome: mix.get(candidate.style ?? '') ?? 0,
  }))
}

/**
 * A distance within which at least so many lie (all, where there are fewer), and not many more: the upper edge of the ring of the plane
 * that the last of them lies in. Counting rings takes one pass; sorting thousands would take most of the composer's time.
 */
function distanceHolding(count: number, distances: Float64Array): number {
  const rings = new Uint32Array(RINGS)
  for (const distance of distances) {
    const ring = Math.min(RINGS - 1, Math.floor(distance / RING_WIDTH))
    rings[ring] = (rings[ring] ?? 0) + 1
  }
  let inside = 0
  const last = rings.findIndex((inRing) => (inside += inRing) >= count)
  return last < 0 || last === RINGS - 1 ? Infinity : (last + 1) * RING_WIDTH
}

function thinArtists(sorted: readonly Candidate[], size: number): Candidate[] {
  const most = Math.max(2, Math.ceil(size / 3))
  const counts = new Map<string, number>()
  const kept: Candidate[] = []
  const surplus: Candidate[] = []
  for (const candidate of sorted) {
    const count = counts.get(candidate.artist) ?? 0
    counts.set(candidate.artist, count + 1)
    if (count < most) kept.push(candidate)
    else surplus.push(candidate)
  }
  return [...kept, ...surplus].slice(0, size)
}
