import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import { type Preference, preferenceFor } from './preference.ts'
import { distanceBetween } from './trajectory.ts'

/** A candidate as seen from one way-point. */
export interface Near {
  candidate: Candidate
  /** From the way-point. */
  distance: number
  /** Heard lately. */
  recent: boolean
  /** The learner's score, −1 to 1. */
  preference: number
}

/** A track heard lately counts as this much farther away, so another one that is near goes first. */
const RECENT_DISTANCE = 0.15
/** How many times the wanted size is looked at before too many tracks of one artist are left out. */
const OVERSAMPLING = 4

/**
 * The candidates nearest to a way-point, nearest first, `size` of them (or all there are). One artist fills at most a third
 * while others are near, so that artists can alternate. Preference has no say in who is near: it re-ranks those who are.
 */
export function nearestCandidates(
  wayPoint: Affect,
  {
    candidates,
    size,
    recentlyPlayed,
    preference,
  }: {
    candidates: readonly Candidate[]
    size: number
    recentlyPlayed: ReadonlySet<string>
    preference: Preference
  },
): Near[] {
  const reach = new Float64Array(candidates.length)
  candidates.forEach((candidate, index) => {
    const penalty = recentlyPlayed.has(candidate.id) ? RECENT_DISTANCE : 0
    reach[index] = distanceBetween(candidate, wayPoint) + penalty
  })
  const limit = reach.slice().sort()[Math.min(candidates.length, size * OVERSAMPLING) - 1] ?? Infinity
  const within: { candidate: Candidate; reach: number }[] = []
  candidates.forEach((candidate, index) => {
    const distance = reach[index] ?? Infinity
    if (distance <= limit) within.push({ candidate, reach: distance })
  })
  const sorted = within
    .sort((one, other) => one.reach - other.reach)
    .map(({ candidate }) => ({
      candidate,
      distance: distanceBetween(candidate, wayPoint),
      recent: recentlyPlayed.has(candidate.id),
      preference: preferenceFor(preference, candidate.id),
    }))
  return thinArtists(sorted, size)
}

function thinArtists(sorted: readonly Near[], size: number): Near[] {
  const most = Math.max(2, Math.ceil(size / 3))
  const counts = new Map<string, number>()
  const kept: Near[] = []
  const surplus: Near[] = []
  for (const near of sorted) {
    const count = counts.get(near.candidate.artist) ?? 0
    counts.set(near.candidate.artist, count + 1)
    if (count < most) kept.push(near)
    else surplus.push(near)
  }
  return [...kept, ...surplus].slice(0, size)
}
