import { type Static, Type } from 'typebox'
import { FEATURES } from './features.ts'
import { PRIOR_PRECISION, PRIOR_VECTOR } from './prior.ts'
import { addOuter, dot, factorOf, solveLower, solveUpper, type Triangle, triangleSize } from './symmetric.ts'

/**
 * What is believed of how much a listener likes what: Bayesian linear regression of the reward on {@link FEATURES}, as a normal
 * distribution of the weights in its information form (precision Λ, Λ·mean). Its size never grows.
 */
export interface Belief {
  precision: Triangle
  /** Λ·mean. */
  vector: Float64Array
  /** The sum of the logarithms of every discount so far, ≤ 0: tells what an earlier observation still weighs. */
  discount: number
  /** How many tracks were learnt from. */
  observations: number
}

/** One track that had an outcome. */
export interface Observation {
  features: Float64Array
  /** 0…1. */
  reward: number
  /** Since the observation before. */
  elapsedMs: number
}

const DIMENSION = FEATURES.length
const PRIOR_FACTOR = factorOf(PRIOR_PRECISION, DIMENSION) ?? new Float64Array()
/** The spread of a reward around what its features say, squared. */
const NOISE_VARIANCE = 0.35 ** 2
/** Every observation lets those before it fade so much, … */
const DISCOUNT_PER_OBSERVATION = 0.995
/** … and in this time they lose half their weight. */
const HALF_LIFE_MS = 90 * 24 * 3600 * 1000
/**
 * How far drawn weights spread around the expected ones, in standard deviations of the belief. The composer's own chance explores as well, so
 * half is enough: simulated listeners skipped less than with all of it (decision 016).
 */
const SPREAD = 0.5

/** The belief before anything was observed. */
export function priorBelief(): Belief {
  return { precision: PRIOR_PRECISION.slice(), vector: PRIOR_VECTOR.slice(), discount: 0, observations: 0 }
}

/**
 * The belief after an observation. Earlier ones fade towards the prior, not towards nothing: Λ never falls below it, so it stays positive
 * definite, and it stays bounded because fading is geometric. Features outside −1…1 and rewards that are no finite numbers change nothing.
 */
export function observe(belief: Belief, { features, reward, elapsedMs }: Observation): Belief {
  if (!isUsable(features) || !Number.isFinite(reward)) return belief
  const halves = Math.max(0, elapsedMs) / HALF_LIFE_MS
  const keep = DISCOUNT_PER_OBSERVATION * 2 ** -(Number.isFinite(halves) ? halves : 0)
  const precision = faded(belief.precision, PRIOR_PRECISION, keep)
  const vector = faded(belief.vector, PRIOR_VECTOR, keep)
  addOuter(precision, features, 1 / NOISE_VARIANCE)
  addScaled(vector, features, unit(reward) / NOISE_VARIANCE)
  const discount = belief.discount + Math.log(keep)
  return { precision, vector, discount, observations: belief.observations + 1 }
}

/**
 * The belief after an earlier observation's reward turned out to be another: what it still weighs moves from the old reward to the new.
 * @param learntAt the belief's `discount` right after that observation
 */
export function revise(
  belief: Belief,
  { features, from, to, learntAt }: { features: Float64Array; from: number; to: number; learntAt: number },
): Belief {
  const weight = Math.exp(belief.discount - learntAt)
  if (!isUsable(features) || !(weight <= 1) || !Number.isFinite(to - from)) return belief
  const vector = belief.vector.slice()
  addScaled(vector, features, (weight * (unit(to) - unit(from))) / NOISE_VARIANCE)
  return { ...belief, vector }
}

/** The expected weights, Λ⁻¹·(Λ·mean). */
export function meanWeights(belief: Belief): Float64Array {
  const { factor, vector } = solvable(belief)
  return solveUpper(factor, solveLower(factor, vector))
}

/**
 * Weights drawn from the belief (Thompson 1933; for linear rewards Agrawal & Goyal 2013): mean + s·L⁻ᵀz, where Λ = L Lᵀ and z is
 * standard normal by Box & Muller. The same random numbers give the same weights.
 */
export function drawWeights(belief: Belief, random: () => number): Float64Array {
  const { factor, vector } = solvable(belief)
  const weights = solveUpper(factor, solveLower(factor, vector))
  const normals = Float64Array.from(FEATURES, () => standardNormal(random))
  addScaled(weights, solveUpper(factor, normals), SPREAD)
  return weights
}

/** The reward that weights expect of features. */
export function expectedReward(weights: Float64Array, features: Float64Array): number {
  return dot(weights, features)
}

/** A belief as it is kept. */
export const BeliefSchema = Type.Object({
  precision: Type.Array(Type.Number(), {
    minItems: triangleSize(DIMENSION),
    maxItems: triangleSize(DIMENSION),
  }),
  vector: Type.Array(Type.Number(), { minItems: DIMENSION, maxItems: DIMENSION }),
  discount: Type.Number({ maximum: 0 }),
  observations: Type.Integer({ minimum: 0 }),
})
export type KeptBelief = Static<typeof BeliefSchema>

export function keptBelief({ precision, vector, discount, observations }: Belief): KeptBelief {
  return { precision: [...precision], vector: [...vector], discount, observations }
}

/** A belief from what was kept, or nothing where that is no belief any more. */
export function beliefOf(kept: KeptBelief): Belief | undefined {
  const belief = {
    ...kept,
    precision: Float64Array.from(kept.precision),
    vector: Float64Array.from(kept.vector),
  }
  return factorOf(belief.precision, DIMENSION) === undefined ? undefined : belief
}

/** The belief's factor; the prior's where rounding or a tampered row left none. */
function solvable({ precision, vector }: Belief): { factor: Triangle; vector: Float64Array } {
  const factor = factorOf(precision, DIMENSION)
  if (factor !== undefined) return { factor, vector }
  return { factor: PRIOR_FACTOR, vector: PRIOR_VECTOR }
}

function isUsable(features: Float64Array): boolean {
  return features.length === DIMENSION && features.every((value) => Math.abs(value) <= 1)
}

function unit(reward: number): number {
  return Math.min(1, Math.max(0, reward))
}

function faded(values: Float64Array, towards: Float64Array, keep: number): Float64Array {
  return values.map((value, index) => keep * value + (1 - keep) * (towards[index] ?? 0))
}

function addScaled(values: Float64Array, added: Float64Array, scale: number): void {
  added.forEach((value, index) => (values[index] = (values[index] ?? 0) + scale * value))
}

function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
