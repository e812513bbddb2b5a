import type { Affect } from '@mooddj/shared/affect'
import type { Target } from '@mooddj/shared/playlist'

/** What the strategies aim at. Configuration: a deployment may move every number. */
export interface TrajectoryConfig {
  /** Where Cheer up ends. */
  targets: Record<Target, Affect>
  /** The share of the tracks that stays at the listener's point before Cheer up moves; at least one track. */
  holdShare: number
  /** Match does not feed anger and fear: where valence is below `valenceBelow`, arousal stays under `arousal`. */
  matchCap: { valenceBelow: number; arousal: number }
}

export const TRAJECTORY_DEFAULTS: TrajectoryConfig = {
  targets: { happy: { valence: 0.7, arousal: 0.5 }, calm: { valence: 0.55, arousal: -0.5 } },
  holdShare: 1 / 6,
  matchCap: { valenceBelow: -0.3, arousal: 0.3 },
}

/** How many tracks stay with the listener before the path moves: one in six, at least one. */
export function holdLength(length: number, config = TRAJECTORY_DEFAULTS): number {
  return Math.max(1, Math.round(length * config.holdShare))
}

/**
 * The way-points of Cheer up, one a track: the first tracks hold the listener's point, the others take equal steps along the
 * straight line, the last stands on the target.
 */
export function cheerUpTrajectory(
  { point, target, length }: { point: Affect; target: Target; length: number },
  config = TRAJECTORY_DEFAULTS,
): Affect[] {
  const goal = config.targets[target]
  const hold = holdLength(length, config)
  const steps = Math.max(1, length - hold)
  return Array.from({ length }, (_, index) => {
    const share = Math.max(0, index - hold + 1) / steps
    return {
      valence: between(point.valence, goal.valence, share),
      arousal: between(point.arousal, goal.arousal, share),
    }
  })
}

/** The way-points of Match: the listener's point for every track, less tense where that is anger or fear. */
export function matchTrajectory(
  { point, length }: { point: Affect; length: number },
  config = TRAJECTORY_DEFAULTS,
): Affect[] {
  const { valenceBelow, arousal } = config.matchCap
  const capped =
    point.valence < valenceBelow ? { ...point, arousal: Math.min(point.arousal, arousal) } : point
  return Array.from({ length }, () => ({ valence: capped.valence, arousal: capped.arousal }))
}

/** The straight distance between two points of the plane: 0 to 2√2. */
export function distanceBetween(one: Affect, other: Affect): number {
  const valence = one.valence - other.valence
  const arousal = one.arousal - other.arousal
  // Math.hypot is many times slower, and the composer measures every candidate.
  return Math.sqrt(valence * valence + arousal * arousal)
}

function between(from: number, to: number, share: number): number {
  return share >= 1 ? to : from + (to - from) * share
}
