import { createRandom, mix, type Random, streamOf } from '@mooddj/engine/random'
import { type Composition, type ComposeRequest, compose, plan } from '../compose.ts'
import { NOTICED_PREFERENCE, type Preference } from '../preference.ts'
import { type Belief, drawWeights, expectedReward, meanWeights } from './belief.ts'
import { type Decision, decisionsOf } from './decisions.ts'
import type { ListenerHistory } from './history.ts'
import { outlookOf, preferenceBy } from './outlook.ts'
import { DRAWS, type WeighedDecision, weighDecisions } from './propensity.ts'

/** Names what decides: features, prior, policy and composer. Whatever changes one of them changes it, and every belief begins anew. */
export const POLICY_VERSION = 'thompson-1'

/** What is known of a listener. */
export interface Learnt {
  belief: Belief
  history: ListenerHistory
}

/** A playlist that a learner had a say in. */
export interface LearnedComposition extends Composition {
  decisions: Decision[]
  /**
   * Estimates the decisions' propensities by composing again and again: tens of milliseconds of work, so `breathe` is awaited between
   * playlists and may let others go first.
   */
  weigh(breathe: () => Promise<void>): Promise<WeighedDecision[]>
}

/**
 * Composes by linear Thompson sampling: weights are drawn from what is believed of the listener, once a playlist, and the candidates near the
 * way-points are re-ranked by the reward that those weights expect. Pure: the same seed gives the same playlist and the same propensities.
 */
export function composeLearned(
  request: Omit<ComposeRequest, 'random' | 'preference' | 'liked'>,
  { learnt: { belief, history }, now, seed }: { learnt: Learnt; now: Date; seed: number },
): LearnedComposition {
  const { candidates, recentlyPlayed = new Set<string>() } = request
  const outlook = outlookOf({ trajectory: plan(request), candidates, recentlyPlayed, history, now })
  const preferenceWith = (weights: Float64Array) =>
    preferenceBy((features) => expectedReward(weights, features), outlook)
  const drawn = (random: Random) => preferenceWith(drawWeights(belief, random))
  const expected = preferenceWith(meanWeights(belief))
  const preference = drawn(streamOf(seed, 'taste'))
  const liked = likedBy([preference, expected], history)
  const composed = compose({ ...request, random: createRandom(seed), preference, liked })
  const decisions = decisionsOf(idsOf(composed), outlook)
  return {
    ...composed,
    decisions,
    async weigh(breathe) {
      const asExpected = compose({ ...request, random: createRandom(seed), preference: expected })
      const redrawn: string[][] = []
      for (let draw = 1; draw <= DRAWS && decisions.length > 0; draw += 1) {
        await breathe()
        const another = mix(seed, draw)
        const preference = drawn(streamOf(another, 'taste'))
        redrawn.push(idsOf(compose({ ...request, random: createRandom(another), preference })))
      }
      return weighDecisions(decisions, { redrawn, expected: idsOf(asExpected), outlook })
    },
  }
}

/** What a listener may be told that they like: what is preferred and is expected to please clearly, once anything was liked at all. */
function likedBy(
  [preference, expected]: [Preference, Preference],
  { hasLiked }: ListenerHistory,
): ReadonlySet<string> {
  const isClear = (scores: Preference, id: string) => (scores.get(id) ?? 0) >= NOTICED_PREFERENCE
  const ids = hasLiked ? [...expected.keys()] : []
  return new Set(ids.filter((id) => isClear(preference, id) && isClear(expected, id)))
}

function idsOf({ tracks }: Composition): string[] {
  return tracks.map(({ id }) => id)
}
