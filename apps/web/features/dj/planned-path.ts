import type { Affect } from '@mooddj/shared/affect'
import { TARGET_POINTS } from '@mooddj/shared/playlist'
import { type Aim, wishOf } from './aim.ts'

const BEADS = 9

/** The straight way from a point to where an aim leads, for the compass before there is a playlist; empty where the music is to stay. */
export function plannedPath(from: Affect | null, aim: Aim): readonly Affect[] {
  const { target } = wishOf(aim)
  if (!from || !target) return []
  const goal = TARGET_POINTS[target]
  return Array.from({ length: BEADS }, (_, bead) => {
    const share = bead / (BEADS - 1)
    return {
      valence: from.valence + (goal.valence - from.valence) * share,
      arousal: from.arousal + (goal.arousal - from.arousal) * share,
    }
  })
}
