import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from '../catalogue.ts'
import { NO_LEAN } from '../context/lean.ts'
import { nearestCandidates } from '../pool.ts'
import { NO_PREFERENCE, type Preference } from '../preference.ts'
import { distanceBetween } from '../trajectory.ts'
import { featuresOf } from './features.ts'
import type { ListenerHistory } from './history.ts'

/** What the learner sees of the candidates for a playlist. */
export interface Outlook {
  /** The ids near each way-point, nearest first: those the learner has a say in. */
  nearby: readonly (readonly string[])[]
  /** For each place of the playlist, the places that have the same way-point, itself among them. */
  alike: readonly (readonly number[])[]
  /** The features of an own candidate, near or not; nothing for what is not our own. */
  see(id: string): Float64Array | undefined
}

/** So many candidates a way-point have a say, … */
const LEAST_NEAR = 40
/** … or so many for each track of a longer playlist: no fewer than the composer looks at. */
const NEAR_PER_TRACK = 3
/** A reward that is so much better than that of the others near by is all that preference can say. */
const CLEARLY_BETTER = 0.15

/** Looks at the own candidates from the way-points; what is not our own is not looked at. */
export function outlookOf({
  trajectory,
  candidates,
  recentlyPlayed,
  history,
  now,
}: {
  trajectory: readonly Affect[]
  candidates: readonly Candidate[]
  recentlyPlayed: ReadonlySet<string>
  history: ListenerHistory
  now: Date
}): Outlook {
  const own = candidates.filter(({ source }) => source === 'built-in')
  const byId = new Map(own.map((candidate) => [candidate.id, candidate]))
  const size = Math.max(LEAST_NEAR, NEAR_PER_TRACK * trajectory.length)
  const taste = { recentlyPlayed, preference: NO_PREFERENCE, mix: NO_LEAN.mix }
  const nearby: string[][] = []
  trajectory.forEach((wayPoint, index) => {
    const before = trajectory[index - 1]
    const stays = before !== undefined && distanceBetween(before, wayPoint) === 0
    const known = stays ? nearby[index - 1] : undefined
    const asked = { candidates: own, size, taste }
    nearby.push(known ?? nearestCandidates(wayPoint, asked).map(({ candidate }) => candidate.id))
  })
  const seen = new Map<string, Float64Array | undefined>()
  const look = (id: string) => {
    const candidate = byId.get(id)
    if (candidate === undefined) return undefined
    const distance = Math.min(...trajectory.map((wayPoint) => distanceBetween(candidate, wayPoint)))
    return featuresOf(candidate, { distance, history, now })
  }
  const alike = trajectory.map((wayPoint) =>
    trajectory.flatMap((other, place) => (distanceBetween(other, wayPoint) === 0 ? [place] : [])),
  )
  return {
    nearby,
    alike,
    see(id) {
      if (!seen.has(id)) seen.set(id, look(id))
      return seen.get(id)
    },
  }
}

/**
 * Preference by what is expected of each candidate: how much more reward than the mean of all that are near, −1…1. The mean itself says
 * nothing, so nobody's mood moves all candidates at once.
 */
export function preferenceBy(
  expected: (features: Float64Array) => number,
  { nearby, see }: Outlook,
): Preference {
  const scores = [...new Set(nearby.flat())].flatMap((id) => {
    const features = see(id)
    return features === undefined ? [] : [{ id, score: expected(features) }]
  })
  const centre = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
  return new Map(
    scores.map(({ id, score }) => [id, Math.min(1, Math.max(-1, (score - centre) / CLEARLY_BETTER))]),
  )
}
