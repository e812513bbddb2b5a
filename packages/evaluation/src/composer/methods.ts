import { createRandom } from '@mooddj/engine/random'
import type { Candidate } from '@mooddj/playlist/catalogue'
import { compose } from '@mooddj/playlist/compose'
import { COMPOSER_DEFAULTS } from '@mooddj/playlist/composer-config'
import { evenness, meanDeviation, smoothness } from '@mooddj/playlist/measures'
import { greedyPath, jumpToTarget, randomPath } from '@mooddj/playlist/measuring/baselines'
import { cheerUpTrajectory } from '@mooddj/playlist/trajectory'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS, type Emotion } from '@mooddj/shared/emotion'
import type { Target } from '@mooddj/shared/playlist'

/** The composer, and what it is measured against. */
export const METHODS = ['composer', 'random', 'jump', 'greedy'] as const
export type Method = (typeof METHODS)[number]

/** What is measured of a path, in the words of `measures.ts`. */
export const MEASURES = ['deviation', 'evenness', 'smoothness'] as const
export type Measure = (typeof MEASURES)[number]

/** The measures of many paths. */
export type Figures = Record<Method, Record<Measure, number[]>>

interface Journey {
  emotion: Emotion
  target: Target
}

/** From every emotion to both targets. */
export const ALL_JOURNEYS: readonly Journey[] = EMOTIONS.flatMap((emotion) =>
  (['happy', 'calm'] as const).map((target) => ({ emotion, target })),
)
export const SAD_TO_HAPPY: readonly Journey[] = [{ emotion: 'sad', target: 'happy' }]
export const LENGTH = 12

/** Makes the same journeys by every method, each as often as there are seeds, and measures the paths. */
export function measureMethods(
  candidates: readonly Candidate[],
  {
    journeys,
    seeds,
    onPath = () => {},
  }: { journeys: readonly Journey[]; seeds: number; onPath?: () => void },
): Figures {
  const figures: Figures = { composer: none(), random: none(), jump: none(), greedy: none() }
  for (const { emotion, target } of journeys) {
    const point = EMOTION_POINTS[emotion]
    const goal = COMPOSER_DEFAULTS.targets[target]
    const plan = cheerUpTrajectory({ point, goal, length: LENGTH })
    for (let seed = 1; seed <= seeds; seed += 1) {
      const random = createRandom(seed)
      const paths = {
        composer: compose({ strategy: 'cheer-up', target, point, length: LENGTH, candidates, random }).tracks,
        random: randomPath(candidates, plan, random),
        // These two know no chance.
        ...(seed === 1 && { jump: jumpToTarget(candidates, plan), greedy: greedyPath(candidates, plan) }),
      }
      for (const method of METHODS) {
        const path = paths[method]
        if (path === undefined) continue
        figures[method].deviation.push(meanDeviation(path, plan))
        figures[method].evenness.push(evenness(path, plan))
        const smooth = smoothness(path)
        if (smooth !== undefined) figures[method].smoothness.push(Math.abs(smooth))
      }
      onPath()
    }
  }
  return figures
}

function none(): Record<Measure, number[]> {
  return { deviation: [], evenness: [], smoothness: [] }
}
