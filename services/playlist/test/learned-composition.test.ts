import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trackSeedOf } from '@mooddj/engine/track-seed'
import { builtInCatalogue, type Candidate } from '../src/catalogue.ts'
import { compose } from '../src/compose.ts'
import { createRandom } from '@mooddj/engine/random'
import { type Belief, meanWeights, observe, priorBelief } from '../src/learning/belief.ts'
import { FEATURES, featuresOf } from '../src/learning/features.ts'
import { historyOf, NO_HISTORY, type Outcome } from '../src/learning/history.ts'
import { composeLearned, type Learnt } from '../src/learning/learned-composition.ts'
import { outlookOf, preferenceBy } from '../src/learning/outlook.ts'
import { rewardOf } from '../src/learning/reward.ts'
import { syntheticCandidates } from '../src/measuring/synthetic-candidates.ts'

const NOW = new Date('2026-03-04T20:00:00Z')
const CATALOGUE = builtInCatalogue()
const POINT = { valence: 0, arousal: 0 }
const STRATEGIES = ['match', 'cheer-up'] as const
const NOBODY: Learnt = { belief: priorBelief(), history: NO_HISTORY }
const noWait = async () => {}

const isOfKind = ({ id }: { id: string }) =>
  ['synthwave', 'techno', 'house', 'chillwave'].includes(trackSeedOf(id)?.style ?? '')

/** Someone who liked every track of one kind (or gave them another reward) and skipped all others, wherever they stood. */
function someoneWho(likes: (track: Candidate) => boolean, best = 1): Learnt {
  let belief: Belief = priorBelief()
  const outcomes: Outcome[] = []
  for (const track of CATALOGUE.filter((_track, index) => index % 8 === 0)) {
    const features = featuresOf(track, { distance: 0.1, history: historyOf(outcomes), now: NOW })
    assert.ok(features)
    const reward = likes(track) ? best : 0
    belief = observe(belief, { features, reward, elapsedMs: 60_000 })
    outcomes.unshift({ trackId: track.id, reward, at: NOW })
  }
  return { belief, history: historyOf(outcomes) }
}

test('whoever liked a kind hears more of it than whoever skipped it, for every seed, along the same way-points', () => {
  const [fan, foe] = [someoneWho(isOfKind), someoneWho((track) => !isOfKind(track))]
  for (const strategy of STRATEGIES) {
    for (let seed = 1; seed <= 5; seed += 1) {
      const wish = { strategy, point: POINT, length: 12, candidates: CATALOGUE }
      const [liked, skipped, unknown] = [fan, foe, NOBODY].map((learnt) =>
        composeLearned(wish, { learnt, now: NOW, seed }),
      )
      assert.ok(liked && skipped && unknown)
      const [more, fewer] = [liked, skipped].map(({ tracks }) => tracks.filter(isOfKind).length)
      assert.ok((more ?? 0) > (fewer ?? 0), `${strategy} ${seed}: ${more} and ${fewer}`)
      const plain = compose({ ...wish, random: createRandom(seed) })
      for (const composed of [liked, skipped, unknown])
        assert.deepEqual(composed.trajectory, plain.trajectory)
    }
  }
})

test('who has liked nothing is not told that they did, whatever chance prefers and whatever they finished', () => {
  const finisher = someoneWho(isOfKind, 0.7)
  for (const strategy of STRATEGIES) {
    for (let seed = 1; seed <= 5; seed += 1) {
      const wish = { strategy, point: POINT, length: 12, candidates: CATALOGUE }
      for (const learnt of [NOBODY, finisher]) {
        const { tracks } = composeLearned(wish, { learnt, now: NOW, seed })
        for (const { why } of tracks) assert.doesNotMatch(why, /you liked|you skipped|you passed over/i)
      }
    }
  }
  const told = Array.from({ length: 5 }, (_, seed) => {
    const wish = { strategy: 'match', point: POINT, length: 12, candidates: CATALOGUE } as const
    return composeLearned(wish, { learnt: someoneWho(isOfKind), now: NOW, seed }).tracks
  }).flat()
  assert.ok(told.some(({ why }) => /you liked/i.test(why)))
})

test('music that is not our own never reaches the model: not by its features, nor as an example, nor disguised', () => {
  const foreign = syntheticCandidates(300, 3)
  const disguised: Candidate[] = CATALOGUE.slice(0, 20).map((track) => ({ ...track, source: 'spotify' }))
  const sight = { distance: 0, history: NO_HISTORY, now: NOW }
  for (const candidate of [...foreign, ...disguised]) assert.equal(featuresOf(candidate, sight), undefined)
  // What a provider says of a track of ours is not believed either: the engine knows it.
  const [own] = CATALOGUE
  assert.ok(own)
  assert.deepEqual(
    featuresOf({ ...own, valence: 0.999, tempo: 1, artist: 'x', style: 'x' }, sight),
    featuresOf(own, sight),
  )
  const learnt = someoneWho(isOfKind)
  const view = { trajectory: [POINT], recentlyPlayed: new Set<string>(), history: learnt.history, now: NOW }
  const alone = outlookOf({ ...view, candidates: CATALOGUE })
  const mixed = outlookOf({ ...view, candidates: [...foreign, ...CATALOGUE] })
  const weights = meanWeights(learnt.belief)
  const expected = (features: Float64Array) =>
    features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)
  assert.deepEqual(preferenceBy(expected, mixed), preferenceBy(expected, alone))
  const { decisions, tracks } = composeLearned(
    { strategy: 'match', point: POINT, length: 30, candidates: [...foreign, ...CATALOGUE] },
    { learnt, now: NOW, seed: 1 },
  )
  const owned = tracks.filter(({ source }) => source === 'built-in').map(({ id }) => id)
  assert.ok(owned.length > 0 && owned.length < tracks.length)
  assert.deepEqual(
    decisions.map(({ trackId }) => trackId),
    owned,
  )
  for (const { position, trackId, candidates } of decisions) {
    assert.equal(tracks[position]?.id, trackId)
    assert.ok(candidates.every(({ id }) => trackSeedOf(id) !== undefined))
  }
  assert.equal(historyOf([{ trackId: 'spotify:1', reward: 1, at: NOW }]), NO_HISTORY)
})

test('only music that is not our own is composed as without a learner, and leaves no decision', () => {
  const wish = {
    strategy: 'cheer-up',
    point: POINT,
    length: 8,
    candidates: syntheticCandidates(400, 4),
  } as const
  const { decisions, tracks } = composeLearned(wish, { learnt: someoneWho(isOfKind), now: NOW, seed: 7 })
  assert.deepEqual(decisions, [])
  assert.deepEqual(tracks, compose({ ...wish, random: createRandom(7) }).tracks)
})

test('the same seed gives the same playlist, decisions and propensities', async () => {
  const learnt = someoneWho(isOfKind)
  const once = async () => {
    const wish = { strategy: 'match', point: POINT, length: 6, candidates: CATALOGUE } as const
    const composed = composeLearned(wish, { learnt, now: NOW, seed: 11 })
    return { tracks: composed.tracks, weighed: await composed.weigh(noWait) }
  }
  const [one, other] = [await once(), await once()]
  assert.deepEqual(one, other)
  const probable = one.weighed.map(({ propensity }) => propensity)
  assert.ok(
    probable.some((propensity) => propensity < 0.9) && probable.every((propensity) => propensity >= 1 / 32),
  )
})

test('rewards are those of the table, and never leave 0 to 1', () => {
  const durationMs = 120_000
  const reward = (verdict: 'play' | 'skip' | 'like' | 'complete', positionMs = 0) =>
    rewardOf({ verdict, positionMs, durationMs })
  assert.deepEqual(
    [reward('like'), reward('complete'), reward('skip'), reward('skip', 30_000), reward('play', 60_000)],
    [1, 0.7, 0, 0, undefined],
  )
  assert.equal(reward('skip', 60_000), 0.35)
  assert.equal(reward('skip', 999_999), 0.7)
})

test('features are as many as their names, finite and held to −1…1, for every track at every hour', () => {
  const history = historyOf(
    CATALOGUE.slice(0, 200).map(({ id }, index) => ({ trackId: id, reward: index % 2, at: NOW })),
  )
  for (const candidate of CATALOGUE) {
    for (const hour of [0, 7, 23]) {
      const now = new Date(Date.UTC(2026, 1, 1, hour))
      for (const distance of [0, 0.3, 99, NaN, -1]) {
        const features = featuresOf(candidate, { distance, history, now })
        assert.equal(features?.length, FEATURES.length)
        assert.ok(features.every((value) => Math.abs(value) <= 1))
      }
    }
  }
})
