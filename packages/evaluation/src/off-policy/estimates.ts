import { type Interval, middleOf } from '../intervals.ts'
import type { LoggedDecision } from './decision-log.ts'
import { crossFit } from './reward-model.ts'

/** An estimated mean with the middle 95 % of what resampled logs say. */
export interface Estimate {
  value: number
  interval: Interval
}

/** What a log of one policy says of the mean reward of another. */
export interface Estimates {
  /** Inverse propensity scoring (Horvitz & Thompson 1952): unbiased, and wide where the policies differ. */
  ips: Estimate
  /** Self-normalised (Swaminathan & Joachims 2015): slightly biased, and steadier. */
  snips: Estimate
  /** Doubly robust (Dudík, Langford & Li 2011): a reward model, corrected by what was seen; right where either of the two is. */
  dr: Estimate
  /** As many decisions of the target itself would say as much: (Σw)² / Σw² (Kong 1992). */
  effectiveSampleSize: number
}

/** What each decision brings into the sums. */
interface Shares {
  weight: number
  weighted: number
  robust: number
}

const RESAMPLES = 1_000

/** Estimates the target's mean reward from a log of at least one decision. Intervals are percentile bootstraps over decisions (Efron 1979). */
export function estimatesOf(
  log: readonly LoggedDecision[],
  random: () => number,
  resamples = RESAMPLES,
): Estimates {
  const models = crossFit(log)
  const shares = log.map((decision, index) => sharesOf(decision, models[index] ?? (() => 0)))
  const point = sumsOf(shares)
  const ips: number[] = []
  const snips: number[] = []
  const dr: number[] = []
  for (let resample = 0; resample < resamples; resample += 1) {
    const sums = resampledSums(shares, random)
    ips.push(sums.weighted / log.length)
    if (sums.weight > 0) snips.push(sums.weighted / sums.weight)
    dr.push(sums.robust / log.length)
  }
  return {
    ips: { value: point.weighted / log.length, interval: middleOf(ips) },
    snips: { value: point.weighted / point.weight, interval: middleOf(snips) },
    dr: { value: point.robust / log.length, interval: middleOf(dr) },
    effectiveSampleSize: point.weight ** 2 / shares.reduce((sum, { weight }) => sum + weight ** 2, 0),
  }
}

/** The mean of rewards as they were, with the same kind of interval: what an estimate is held against. */
export function onPolicyMean(rewards: readonly number[], random: () => number): Estimate {
  const mean = (draw: (index: number) => number) =>
    rewards.reduce((sum, _reward, index) => sum + draw(index), 0) / rewards.length
  const anyone = () => rewards[Math.floor(random() * rewards.length)] ?? 0
  return {
    value: mean((index) => rewards[index] ?? 0),
    interval: middleOf(Array.from({ length: RESAMPLES }, () => mean(anyone))),
  }
}

function sharesOf(
  { reward, chosen, propensity, target, featuresOf }: LoggedDecision,
  model: (features: Float64Array) => number,
): Shares {
  const weight = (target[chosen] ?? 0) / propensity
  const expected = target.reduce(
    (sum, probability, action) => (probability > 0 ? sum + probability * model(featuresOf(action)) : sum),
    0,
  )
  const surprise = reward - model(featuresOf(chosen))
  return { weight, weighted: weight * reward, robust: expected + weight * surprise }
}

function sumsOf(shares: readonly Shares[]): Shares {
  const sums = { weight: 0, weighted: 0, robust: 0 }
  for (const share of shares) add(sums, share)
  return sums
}

function resampledSums(shares: readonly Shares[], random: () => number): Shares {
  const sums = { weight: 0, weighted: 0, robust: 0 }
  for (let draw = 0; draw < shares.length; draw += 1) add(sums, shares[Math.floor(random() * shares.length)])
  return sums
}

function add(sums: Shares, share: Shares | undefined): void {
  if (share === undefined) return
  sums.weight += share.weight
  sums.weighted += share.weighted
  sums.robust += share.robust
}
