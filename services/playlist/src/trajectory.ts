import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'
import { COMPOSER_DEFAULTS, type ComposerConfig } from './composer-config.ts'

/** What the way-points depend on. */
export type TrajectoryConfig = Pick<ComposerConfig, 'holdShare' | 'ease' | 'matchCap'>

/** How many tracks stay with the listener before the path moves: at least one, and never all of several. */
export function holdLength(
  length: number,
  { holdShare }: Pick<TrajectoryConfig, 'holdShare'> = COMPOSER_DEFAULTS,
): number {
  return Math.max(1, Math.min(length - 1, Math.round(length * holdShare)))
}

/**
 * The way-points of Cheer up, one a track: the first tracks hold the listener's point, the others ease along the straight line (small
 * steps, larger ones, small ones again), the last stands on the goal.
 */
export function cheerUpTrajectory(
  { point, goal, length }: { point: Affect; goal: Affect; length: number },
  config: TrajectoryConfig = COMPOSER_DEFAULTS,
): Affect[] {
  const hold = holdLength(length, config)
  const steps = Math.max(1, length - hold)
  return Array.from({ length }, (_, index) => {
    const share = eased(Math.max(0, index - hold + 1) / steps, config.ease)
    return {
      valence: between(point.valence, goal.valence, share),
      arousal: between(point.arousal, goal.arousal, share),
    }
  })
}

/** The way-points of Match: the listener's point for every track, less tense where that is anger or fear. */
export function matchTrajectory(
  { point, emotion, length }: { point: Affect; emotion?: Emotion | undefined; length: number },
  { matchCap: { valenceBelow, arousal } }: TrajectoryConfig = COMPOSER_DEFAULTS,
): Affect[] {
  const isTense = emotion === 'angry' || emotion === 'fear' || point.valence < valenceBelow
  const wayPoint = {
    valence: point.valence,
    arousal: isTense ? Math.min(point.arousal, arousal) : point.arousal,
  }
  return Array.from({ length }, () => ({ ...wayPoint }))
}

/** The straight distance between two points of the plane: 0 to 2√2. */
export function distanceBetween(one: Affect, other: Affect): number {
  const valence = one.valence - other.valence
  const arousal = one.arousal - other.arousal
  // Math.hypot is many times slower, and the composer measures every candidate.
  return Math.sqrt(valence * valence + arousal * arousal)
}

/** A share of the way, drawn towards the S-curve 3t² − 2t³ by `ease`; 0 and 1 stay where they are. */
function eased(share: number, ease: number): number {
  return (1 - ease) * share + ease * share * share * (3 - 2 * share)
}

function between(from: number, to: number, share: number): number {
  return share >= 1 ? to : from + (to - from) * share
}
