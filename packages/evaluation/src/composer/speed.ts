import { createRandom } from '@mooddj/engine/random'
import type { Candidate } from '@mooddj/playlist/catalogue'
import { compose } from '@mooddj/playlist/compose'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { LENGTH } from './methods.ts'

const WARM_UP = 15

/** How long composing twelve tracks takes from sad to happy, ms: once a round, after the code is warm. */
export function timesOf(candidates: readonly Candidate[], rounds: number): number[] {
  const times = Array.from({ length: WARM_UP + rounds }, (_, round) => {
    const random = createRandom(round)
    const startedAt = performance.now()
    compose({ strategy: 'cheer-up', point: EMOTION_POINTS.sad, length: LENGTH, candidates, random })
    return performance.now() - startedAt
  })
  return times.slice(WARM_UP)
}
