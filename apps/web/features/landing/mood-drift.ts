import { type Affect, EMOTION_POINTS } from '@mooddj/shared/affect'

/** The way from sad to happy, as a playlist would plan it. */
export const LIFT: readonly Affect[] = Array.from({ length: 9 }, (_, step) => {
  const { sad, happy } = EMOTION_POINTS
  const share = step / 8
  return {
    valence: sad.valence + (happy.valence - sad.valence) * share,
    arousal: sad.arousal + (happy.arousal - sad.arousal) * share,
  }
})

/** A closed curve through the plane; `turns` counts rounds. */
export function wanderAt(turns: number): Affect {
  const angle = 2 * Math.PI * turns
  return { valence: 0.78 * Math.sin(angle - 2.2), arousal: 0.6 * Math.sin(1.5 * angle - 0.9) }
}

/** A point that has gone a share of the way to a goal. */
export function stepTowards(from: Affect, goal: Affect, share: number): Affect {
  return {
    valence: from.valence + (goal.valence - from.valence) * share,
    arousal: from.arousal + (goal.arousal - from.arousal) * share,
  }
}
