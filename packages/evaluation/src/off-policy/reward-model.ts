import {
  addOuter,
  diagonal,
  dot,
  factorOf,
  solveLower,
  solveUpper,
} from '@mooddj/playlist/learning/symmetric'
import type { LoggedDecision } from './decision-log.ts'

/** The reward that is expected of features. */
export type RewardModel = (features: Float64Array) => number

/** Keeps weights small and the equations solvable. */
const RIDGE = 1

/** Ridge regression of the reward on the features of what was chosen (Hoerl & Kennard 1970). The log's features must not be empty. */
export function fitRewardModel(log: readonly LoggedDecision[]): RewardModel {
  const size = log[0]?.featuresOf(log[0].chosen).length ?? 0
  const gram = diagonal(Array.from({ length: size }, () => RIDGE))
  const moment = new Float64Array(size)
  for (const decision of log) {
    const features = decision.featuresOf(decision.chosen)
    addOuter(gram, features, 1)
    features.forEach((value, index) => (moment[index] = (moment[index] ?? 0) + value * decision.reward))
  }
  const factor = factorOf(gram, size)
  if (factor === undefined) throw new RangeError('The features of the log are no finite numbers')
  const weights = solveUpper(factor, solveLower(factor, moment))
  return (features) => dot(weights, features)
}

/**
 * A reward model for each decision that was fitted without it: the log is dealt into `folds` parts, and each part is judged by a model of all the
 * others. A model that had seen a reward would repeat it, and the correction that makes an estimate doubly robust would be lost.
 */
export function crossFit(log: readonly LoggedDecision[], folds = 5): RewardModel[] {
  const models = Array.from({ length: folds }, (_, fold) =>
    fitRewardModel(log.filter((_decision, index) => index % folds !== fold)),
  )
  return log.map((_decision, index) => models[index % folds] ?? (() => 0))
}
