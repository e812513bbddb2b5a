import { createRandom } from '@mooddj/engine/random'
import type { Candidate } from '@mooddj/playlist/catalogue'
import { compose } from '@mooddj/playlist/compose'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { LENGTH } from './methods.ts'

const WARM_UP = 15

/** How long composing took: by the clock, and what the thread itself worked, ms. The clock also counts whatever else the machine does. */
export interface Time {
  wall: number
  work: number
}

/** The times of composing twelve tracks from sad to happy: one a round, after the code is warm. */
export function timesOf(candidates: readonly Candidate[], rounds: number): Time[] {
  const times = Array.from({ length: WARM_UP + rounds }, (_, round) => {
    const random = createRandom(round)
    const workBefore = process.threadCpuUsage()
    const startedAt = performance.now()
    compose({ strategy: 'cheer-up', point: EMOTION_POINTS.sad, length: LENGTH, candidates, random })
    const wall = performance.now() - startedAt
    const { user, system } = process.threadCpuUsage(workBefore)
    return { wall, work: (user + system) / 1000 }
  })
  return times.slice(WARM_UP)
}
