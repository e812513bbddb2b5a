import { createRandom, streamOf } from '@mooddj/engine/random'
import { type ComposeRequest, type Composition, compose, plan } from '@mooddj/playlist/compose'
import { type Belief, expectedReward, meanWeights } from '@mooddj/playlist/learning/belief'
import { FEATURES } from '@mooddj/playlist/learning/features'
import { composeLearned, type Learnt } from '@mooddj/playlist/learning/learned-composition'
import { type Outlook, outlookOf, preferenceBy } from '@mooddj/playlist/learning/outlook'
import { dot, factorOf, solveLower } from '@mooddj/playlist/learning/symmetric'

/** What re-ranks the candidates in the simulation. */
export const CONTENDERS = ['thompson', 'lin-ucb', 'expectation', 'told', 'random', 'none'] as const
export type Contender = (typeof CONTENDERS)[number]

/** What a playlist is composed from, whoever composes it. */
export type Wish = Omit<ComposeRequest, 'random' | 'preference' | 'liked'>

/** How many standard deviations of doubt LinUCB counts in a candidate's favour. */
const OPTIMISM = 0.5

/** Composes as a contender would; the same seed brings all of them the same chance. */
export function composeAs(
  contender: Contender,
  wish: Wish,
  {
    learnt,
    now,
    seed,
    inclinationTo,
  }: { learnt: Learnt; now: Date; seed: number; inclinationTo(id: string): number },
): Composition {
  const random = createRandom(seed)
  const look = (): Outlook =>
    outlookOf({
      trajectory: plan(wish),
      candidates: wish.candidates,
      recentlyPlayed: wish.recentlyPlayed ?? new Set(),
      history: learnt.history,
      now,
    })
  switch (contender) {
    case 'thompson':
      return composeLearned(wish, { learnt, now, seed })
    case 'lin-ucb':
      return compose({ ...wish, random, preference: preferenceBy(upperBound(learnt.belief), look()) })
    case 'expectation': {
      const weights = meanWeights(learnt.belief)
      return compose({
        ...wish,
        random,
        preference: preferenceBy((seen) => expectedReward(weights, seen), look()),
      })
    }
    case 'told': {
      const scores = wish.candidates.map(({ id }) => ({ id, score: inclinationTo(id) }))
      const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
      return compose({
        ...wish,
        random,
        preference: new Map(scores.map(({ id, score }) => [id, score - mean])),
      })
    }
    case 'random': {
      const any = streamOf(seed, 'random re-ranker')
      return compose({
        ...wish,
        random,
        preference: new Map(wish.candidates.map(({ id }) => [id, 2 * any() - 1])),
      })
    }
    case 'none':
      return compose({ ...wish, random })
  }
}

/** LinUCB (Li, Chu, Langford & Schapire 2010): what is expected, and how uncertain that is on top: √(xᵀΛ⁻¹x) = |L⁻¹x|. */
function upperBound(belief: Belief): (features: Float64Array) => number {
  const weights = meanWeights(belief)
  const factor = factorOf(belief.precision, FEATURES.length)
  if (factor === undefined) throw new RangeError('A belief is positive definite')
  return (features) => {
    const doubt = solveLower(factor, features)
    return expectedReward(weights, features) + OPTIMISM * Math.sqrt(dot(doubt, doubt))
  }
}
