import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, type Random } from '@mooddj/engine/random'
import {
  type Belief,
  beliefOf,
  drawWeights,
  expectedReward,
  keptBelief,
  meanWeights,
  observe,
  priorBelief,
  revise,
} from '../src/learning/belief.ts'
import { FEATURES } from '../src/learning/features.ts'
import { addOuter, diagonal, factorOf, solveLower, solveUpper } from '../src/learning/symmetric.ts'

const DAY_MS = 24 * 3600 * 1000
const anyFeatures = (random: Random) =>
  Float64Array.from(FEATURES, (_, index) => (index === 0 ? 1 : 2 * random() - 1))
const close = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not within ${within} of ${expected}`)

/** Observes so many tracks whose reward is what the weights say, and noise. */
function taught(weights: readonly number[], count: number, seed = 1, begin = priorBelief()): Belief {
  const random = createRandom(seed)
  return Array.from({ length: count }).reduce<Belief>((belief) => {
    const features = anyFeatures(random)
    const reward =
      features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) + 0.1 * (random() - 0.5)
    return observe(belief, { features, reward, elapsedMs: 60_000 })
  }, begin)
}

test('equations are solved as the matrix says, and what is not positive definite has no factor', () => {
  const random = createRandom(3)
  const matrix = diagonal([1, 2, 3])
  const x = Float64Array.of(1, -2, 0.5)
  addOuter(matrix, Float64Array.of(random(), random(), random()), 2)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix
  const product = Float64Array.of(a - 2 * b + 0.5 * d, b - 2 * c + 0.5 * e, d - 2 * e + 0.5 * f)
  const factor = factorOf(matrix, 3)
  assert.ok(factor)
  solveUpper(factor, solveLower(factor, product)).forEach((value, index) => close(value, x[index] ?? NaN))
  for (const broken of [
    [1, 2, 1],
    [0, 0, 1],
    [NaN, 0, 1],
    [1, Infinity, 1],
    [1, 0],
    [-1, 0, 1],
  ])
    assert.equal(factorOf(Float64Array.from(broken), 2), undefined, String(broken))
})

test('what is expected comes close to what listeners do', () => {
  const weights = [0.5, 0.1, -0.1, 0, 0, 0, 0.2, -0.1, 0, 0, 0, 0, 0.05, 0]
  const means = meanWeights(taught(weights, 400))
  for (const index of FEATURES.keys()) close(means[index] ?? NaN, weights[index] ?? NaN, 0.08)
})

test('weights drawn spread less the more is known, around what is expected, and are the same for the same chance', () => {
  const spreadOf = (belief: Belief) => {
    const random = createRandom(9)
    const draws = Array.from({ length: 400 }, () => drawWeights(belief, random)[6] ?? NaN)
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length
    close(mean, meanWeights(belief)[6] ?? NaN, 0.03)
    return Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length)
  }
  const known = taught([0.5], 200)
  assert.ok(spreadOf(known) < 0.6 * spreadOf(priorBelief()))
  assert.deepEqual(drawWeights(known, createRandom(5)), drawWeights(known, createRandom(5)))
  assert.notDeepEqual(drawWeights(known, createRandom(5)), drawWeights(known, createRandom(6)))
})

test('a taste that turned is found, as what lies back fades', () => {
  const turned = taught([0.5, 0, 0, 0, 0, 0, -0.3], 300, 2, taught([0.5, 0, 0, 0, 0, 0, 0.3], 300, 1))
  assert.ok((meanWeights(turned)[6] ?? 0) < -0.15)
  const [fresh, aged] = [0, 2_000].map((days) => {
    const features = Float64Array.from(FEATURES, () => 0)
    return observe(taught([0.9], 100), { features, reward: 0, elapsedMs: days * DAY_MS })
  })
  assert.ok(fresh && aged)
  close(meanWeights(aged)[0] ?? 0, 0.45, 0.02)
  assert.ok((meanWeights(fresh)[0] ?? 0) > (meanWeights(aged)[0] ?? 0))
})

test('a reward that turns out better moves the belief to where knowing it at once would have', () => {
  const random = createRandom(4)
  const [features, other] = [anyFeatures(random), anyFeatures(random)]
  const early = observe(priorBelief(), { features, reward: 0, elapsedMs: 0 })
  const then = { features: other, reward: 0.7, elapsedMs: 30 * DAY_MS }
  const late = revise(observe(early, then), { features, from: 0, to: 1, learntAt: early.discount })
  const atOnce = observe(observe(priorBelief(), { features, reward: 1, elapsedMs: 0 }), then)
  assert.equal(late.observations, 2)
  late.vector.forEach((value, index) => close(value, atOnce.vector[index] ?? NaN))
  assert.deepEqual(late.precision, atOnce.precision)
})

test('whatever is observed, a belief stays finite, positive definite and of one size', () => {
  const random = createRandom(6)
  const hostile = [NaN, Infinity, -Infinity, 1e308, -1e308, 0, 1]
  const any = () => hostile[Math.floor(random() * hostile.length)] ?? 0
  let belief = priorBelief()
  for (let round = 0; round < 3_000; round += 1) {
    const features = round % 3 === 0 ? anyFeatures(random) : Float64Array.from(FEATURES, any)
    belief = observe(belief, { features, reward: any(), elapsedMs: any() })
    belief = revise(belief, { features, from: any(), to: any(), learntAt: any() })
  }
  for (let round = 0; round < 3_000; round += 1)
    belief = observe(belief, { features: Float64Array.from(FEATURES, () => 1), reward: 1, elapsedMs: 0 })
  assert.ok(drawWeights(belief, random).every(Number.isFinite))
  assert.ok(belief.precision.every((entry) => Math.abs(entry) < 1e5))
  assert.equal(JSON.stringify(keptBelief(belief)).length < 4_000, true)
  const again = beliefOf(keptBelief(belief))
  assert.ok(again)
  assert.deepEqual(again.precision, belief.precision)
  assert.ok(Number.isFinite(expectedReward(meanWeights(again), anyFeatures(random))))
})

test('features of another length change nothing', () => {
  const belief = taught([0.5], 10)
  for (const features of [new Float64Array(), new Float64Array(3), new Float64Array(FEATURES.length + 1)])
    assert.equal(observe(belief, { features, reward: 1, elapsedMs: 0 }), belief)
})
