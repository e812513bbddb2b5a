import type { Affect } from '@mooddj/shared/affect'
import type { Strategy, Target, Track } from '@mooddj/shared/playlist'
import type { Candidate } from './catalogue.ts'
import { searchPath } from './cheer-up.ts'
import { matchTracks } from './match.ts'
import type { Near } from './pool.ts'
import { NO_PREFERENCE, type Preference } from './preference.ts'
import {
  cheerUpTrajectory,
  holdLength,
  matchTrajectory,
  TRAJECTORY_DEFAULTS,
  type TrajectoryConfig,
} from './trajectory.ts'
import { type Place, whyOf } from './why.ts'

/** What a playlist is composed from. */
export interface ComposeRequest {
  strategy: Strategy
  /** Only for `cheer-up`; default `happy`. */
  target?: Target
  /** The listener's point. */
  point: Affect
  /** 5 to 30; a playlist is shorter only where there are fewer candidates. */
  length: number
  candidates: readonly Candidate[]
  /** Numbers in [0, 1): small chance among near-equal candidates, so that tomorrow's playlist differs. */
  random: () => number
  /** Ids heard lately: chosen only where nothing else is near. */
  recentlyPlayed?: ReadonlySet<string>
  /** What the learner makes of candidates: it re-ranks those near a way-point, and never moves one. */
  preference?: Preference
  /** Targets, hold and caps, where they differ from the defaults. */
  config?: TrajectoryConfig
}

export interface Composition {
  /** The way-points, one a track. */
  trajectory: Affect[]
  /** In playing order, each with its `why`; no track twice, no artist twice in a row where the candidates allow it. */
  tracks: Track[]
}

const NOTHING_PLAYED: ReadonlySet<string> = new Set()

/** Composes a playlist. Pure: the same request and the same random numbers give the same playlist. */
export function compose({
  strategy,
  target = 'happy',
  point,
  length: wanted,
  candidates,
  random,
  recentlyPlayed = NOTHING_PLAYED,
  preference = NO_PREFERENCE,
  config = TRAJECTORY_DEFAULTS,
}: ComposeRequest): Composition {
  const length = Math.min(wanted, candidates.length)
  switch (strategy) {
    case 'match': {
      const trajectory = matchTrajectory({ point, length }, config)
      const around = trajectory[0] ?? point
      const chosen = matchTracks({ point: around, length, candidates, recentlyPlayed, preference, random })
      return { trajectory, tracks: explained(chosen, () => 'match') }
    }
    case 'cheer-up': {
      const trajectory = cheerUpTrajectory({ point, target, length }, config)
      const chosen = searchPath({ trajectory, candidates, recentlyPlayed, preference, random })
      const hold = holdLength(length, config)
      const placeOf = (index: number) => (index < hold ? 'hold' : index === length - 1 ? 'arrival' : 'step')
      return { trajectory, tracks: explained(chosen, placeOf) }
    }
  }
}

function explained(chosen: readonly Near[], placeOf: (index: number) => Place): Track[] {
  return chosen.map((near, index) => ({
    ...near.candidate,
    why: whyOf({ near, previous: chosen[index - 1], place: placeOf(index), index }),
  }))
}
