import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import type { LoggedDecision } from '../src/off-policy/decision-log.ts'
import { estimatesOf, onPolicyMean } from '../src/off-policy/estimates.ts'

const close = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not within ${within} of ${expected}`)

/** Features that say nothing: the reward model is then 0 everywhere. */
const nothingKnown = () => new Float64Array(1)

test('estimates of four decisions are those worked out by hand', () => {
  const decision = (reward: number, chosen: number, propensity: number): LoggedDecision => ({
    reward,
    chosen,
    propensity,
    target: [0.25, 0.75],
    featuresOf: nothingKnown,
  })
  // Weights: .25/.5 = .5, .75/.5 = 1.5, .25/.5 = .5 and .75/.25 = 3.
  const log = [decision(1, 0, 0.5), decision(0, 1, 0.5), decision(1, 0, 0.5), decision(1, 1, 0.25)]
  const { ips, snips, dr, effectiveSampleSize } = estimatesOf(log, createRandom(1))
  close(ips.value, (0.5 + 0 + 0.5 + 3) / 4)
  close(snips.value, 4 / 5.5)
  close(dr.value, ips.value)
  close(effectiveSampleSize, 5.5 ** 2 / (0.25 + 2.25 + 0.25 + 9))
})

test('a policy that is its own target is estimated by its own mean, from all of its log', () => {
  const random = createRandom(2)
  const log = Array.from({ length: 50 }, (): LoggedDecision => {
    const chosen = random() < 0.3 ? 0 : 1
    const target = [0.3, 0.7]
    return { reward: random(), chosen, propensity: target[chosen] ?? 0, target, featuresOf: nothingKnown }
  })
  const mean = log.reduce((sum, { reward }) => sum + reward, 0) / log.length
  const { ips, snips, effectiveSampleSize } = estimatesOf(log, createRandom(3))
  close(ips.value, mean)
  close(snips.value, mean)
  close(effectiveSampleSize, 50)
  const own = onPolicyMean(
    log.map(({ reward }) => reward),
    createRandom(4),
  )
  close(own.value, mean)
  assert.ok(own.interval[0] < mean && mean < own.interval[1])
})

test('no decision is judged by a model that has seen its reward', () => {
  const size = 20
  const random = createRandom(5)
  // Each decision has a feature of its own: only a model that was fitted on it could know anything about it.
  const log = Array.from({ length: size }, (_, row): LoggedDecision => {
    const chosen = random() < 0.5 ? 0 : 1
    const featuresOf = (action: number) => {
      const features = new Float64Array(2 * size)
      features[2 * row + action] = 1
      return features
    }
    return { reward: random(), chosen, propensity: 0.5, target: [0.9, 0.1], featuresOf }
  })
  const { ips, dr } = estimatesOf(log, createRandom(6))
  close(dr.value, ips.value)
})

/** What three actions earn in a context x of 0…1, and how two policies choose among them. */
const ARMS = [(x: number) => 0.2 + 0.6 * x, (x: number) => 0.7 - 0.5 * x, () => 0.4]
const logging = (x: number) => [0.5 - 0.3 * x, 0.3, 0.2 + 0.3 * x]
const target = (x: number) => [0.1 + 0.6 * x, 0.3 - 0.2 * x, 0.6 - 0.4 * x]
/** ∫ Σ target · reward over x from 0 to 1, by the midpoints of a thousand parts. */
const TRUTH =
  Array.from({ length: 1000 }, (_, part) => {
    const x = (part + 0.5) / 1000
    return ARMS.reduce((sum, arm, action) => sum + (target(x)[action] ?? 0) * arm(x), 0)
  }).reduce((sum, value) => sum + value, 0) / 1000

function syntheticLog(
  seed: number,
  {
    length,
    isModelUseful,
    claimed = logging,
  }: { length: number; isModelUseful: boolean; claimed?: typeof logging },
): LoggedDecision[] {
  const random = createRandom(seed)
  return Array.from({ length }, () => {
    const x = random()
    const [first = 0, second = 0] = logging(x)
    const dice = random()
    const chosen = dice < first ? 0 : dice < first + second ? 1 : 2
    return {
      reward: random() < (ARMS[chosen]?.(x) ?? 0) ? 1 : 0,
      chosen,
      propensity: claimed(x)[chosen] ?? 0,
      target: target(x),
      featuresOf(action) {
        const features = new Float64Array(6)
        if (isModelUseful) features.set([1, x], 2 * action)
        return features
      },
    }
  })
}

/** The mean over many logs, and its standard error. */
function over(logs: number, estimate: (seed: number) => number): { mean: number; error: number } {
  const values = Array.from({ length: logs }, (_, seed) => estimate(seed + 1))
  const mean = values.reduce((sum, value) => sum + value, 0) / logs
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs - 1)
  return { mean, error: Math.sqrt(variance / logs) }
}

const RESAMPLES = 1
test('over many logs with a known value, all estimators find it', () => {
  for (const name of ['ips', 'snips', 'dr'] as const) {
    const { mean, error } = over(60, (seed) => {
      const log = syntheticLog(seed, { length: 400, isModelUseful: true })
      return estimatesOf(log, createRandom(seed), RESAMPLES)[name].value
    })
    close(mean, TRUTH, 3.5 * error)
    assert.ok(error < 0.01, `${name}: ${error}`)
  }
})

test('doubly robust is right where the model knows nothing, and where propensities are wrong but the model is right', () => {
  const wrong = (x: number) => logging(x).map((probability) => 0.6 * probability + 0.4)
  const value = (isModelUseful: boolean, claimed: typeof logging, name: 'ips' | 'dr') =>
    over(40, (seed) => {
      const log = syntheticLog(seed, { length: 1_000, isModelUseful, claimed })
      return estimatesOf(log, createRandom(seed), RESAMPLES)[name].value
    })
  const unmodelled = value(false, logging, 'dr')
  close(unmodelled.mean, TRUTH, 3.5 * unmodelled.error)
  const misweighed = value(true, wrong, 'dr')
  close(misweighed.mean, TRUTH, 0.01)
  const fooled = value(true, wrong, 'ips')
  assert.ok(Math.abs(fooled.mean - TRUTH) > 0.05, `${fooled.mean} and ${TRUTH}`)
})

test('a reward model makes estimates steadier, and 95 of 100 intervals hold the value', () => {
  const [plain, modelled] = [false, true].map((isModelUseful) =>
    over(40, (seed) => {
      const log = syntheticLog(seed, { length: 400, isModelUseful })
      return estimatesOf(log, createRandom(seed), RESAMPLES).dr.value
    }),
  )
  assert.ok(plain && modelled && modelled.error < plain.error)
  const holding = Array.from({ length: 40 }, (_, seed) => {
    const log = syntheticLog(seed + 100, { length: 300, isModelUseful: true })
    const [low, high] = estimatesOf(log, createRandom(seed), 200).dr.interval
    return low <= TRUTH && TRUTH <= high
  }).filter(Boolean).length
  assert.ok(holding >= 34, `${holding} of 40`)
})
