import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { builtInCatalogue, type Candidate } from '../src/catalogue.ts'
import { compose, type ComposeRequest } from '../src/compose.ts'
import { COMPOSER_DEFAULTS } from '../src/composer-config.ts'
import { NO_LEAN } from '../src/context/lean.ts'
import { syntheticCandidates } from '../src/measuring/synthetic-candidates.ts'

const HERE = COMPOSER_DEFAULTS.targets.happy
const RAINY = { ...NO_LEAN, mix: new Map([['lo-fi', 1]]), moment: 'a rainy evening' }
const WITHOUT_CHANCE = {
  ...COMPOSER_DEFAULTS,
  cheerUp: { ...COMPOSER_DEFAULTS.cheerUp, chance: 0 },
  match: { ...COMPOSER_DEFAULTS.match, chance: 0 },
}
const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1)

/** Who stands on the target already: every way-point is the same, and candidates on it differ only in what `change` makes of them. */
function alike(
  change: (candidate: Candidate, random: () => number) => Partial<Candidate>,
  seed: number,
): Candidate[] {
  const random = createRandom(seed)
  return syntheticCandidates(60, seed).map((candidate, index) => {
    const plain = { ...candidate, ...HERE, tempo: 100, key: '8B', artist: `Artist ${index}` }
    return { ...plain, ...change(plain, random) }
  })
}

const TELLS = {
  tempo: /^It (keeps the same|holds the beat|carries the beat|glides|follows on|beats at|changes pace)/,
  key: /^It (stays in the same key|goes on in the same key|slips into|blends into|turns softly to|goes to)/,
  preference: /^You liked tracks/,
  recent: /^It (is one you have not heard lately|has not played for you lately)/,
  context: /^It (suits|goes with|belongs to) a rainy evening/,
}

/** Match also wants tempos and keys that it has not had: what differs in them may be told as variety. */
const VARIETY = /^It (adds something different|sounds unlike the others|brings variety)/

function whysOf(request: Partial<ComposeRequest> & Pick<ComposeRequest, 'candidates'>, seed: number) {
  const { tracks } = compose({
    strategy: 'cheer-up',
    point: HERE,
    length: 5,
    random: createRandom(seed),
    config: WITHOUT_CHANCE,
    ...request,
  })
  return tracks.map(({ why }) => why)
}

describe('the term that weighed most comes first', () => {
  for (const strategy of ['cheer-up', 'match'] as const) {
    test(`tempo, where only tempos differ (${strategy})`, () => {
      for (const seed of SEEDS) {
        const candidates = alike((_, random) => ({ tempo: 60 + Math.floor(120 * random()) }), seed)
        for (const why of whysOf({ strategy, candidates }, seed).slice(1))
          assert.ok(TELLS.tempo.test(why) || (strategy === 'match' && VARIETY.test(why)), why)
      }
    })

    test(`key, where only keys differ (${strategy})`, () => {
      for (const seed of SEEDS) {
        const candidates = alike((_, random) => ({ key: `${1 + Math.floor(12 * random())}A` }), seed)
        for (const why of whysOf({ strategy, candidates }, seed).slice(1))
          assert.ok(TELLS.key.test(why) || (strategy === 'match' && VARIETY.test(why)), why)
      }
    })

    test(`liking, where only the learner tells tracks apart (${strategy})`, () => {
      for (const seed of SEEDS) {
        const candidates = alike(() => ({}), seed)
        const preference = new Map(candidates.map(({ id }, index) => [id, index % 4 === 0 ? 1 : -0.5]))
        for (const why of whysOf({ strategy, candidates, preference }, seed))
          assert.match(why, TELLS.preference)
      }
    })

    test(`not having been heard, where most were (${strategy})`, () => {
      for (const seed of SEEDS) {
        const candidates = alike(() => ({}), seed)
        const recentlyPlayed = new Set(candidates.filter((_, index) => index % 6 > 0).map(({ id }) => id))
        for (const why of whysOf({ strategy, candidates, recentlyPlayed }, seed))
          assert.match(why, TELLS.recent)
      }
    })

    test(`the moment, where only styles differ (${strategy})`, () => {
      for (const seed of SEEDS) {
        const candidates = alike((_, random) => ({ style: random() < 0.5 ? 'lo-fi' : 'techno' }), seed)
        for (const why of whysOf({ strategy, candidates, lean: RAINY }, seed))
          assert.match(why, TELLS.context)
      }
    })
  }

  test('of two terms the heavier, whichever it is', () => {
    for (const seed of SEEDS) {
      const candidates = alike((_, random) => ({ tempo: 100 + Math.floor(60 * random()) }), seed)
      const preferred = (score: number) =>
        new Map(candidates.map(({ id }, index) => [id, index % 4 ? 0 : score]))
      for (const why of whysOf({ candidates, preference: preferred(1) }, seed).slice(1))
        assert.match(why, TELLS.preference)
      for (const why of whysOf({ candidates, preference: preferred(0.05) }, seed).slice(1))
        assert.match(why, TELLS.tempo)
    }
  })

  test('the place on the path, where nothing but places differs', () => {
    const mute = { preference: 0, context: 0, tempo: 0, key: 0, artistNear: 0, doubt: 0 }
    const config = { ...COMPOSER_DEFAULTS, cheerUp: { ...COMPOSER_DEFAULTS.cheerUp, ...mute } }
    for (const why of whysOf(
      { candidates: syntheticCandidates(500), point: EMOTION_POINTS.sad, length: 12, config },
      1,
    ))
      for (const tell of Object.values(TELLS)) assert.doesNotMatch(why, tell)
  })
})

test('liking is told only where there is some, and always where it decided', () => {
  for (const seed of SEEDS) {
    const candidates = syntheticCandidates(800, seed)
    const random = createRandom(seed)
    const preference = new Map(candidates.map(({ id }) => [id, 2 * random() - 1]))
    const { tracks } = compose({
      strategy: seed % 2 ? 'match' : 'cheer-up',
      point: EMOTION_POINTS.sad,
      length: 12,
      candidates,
      preference,
      random,
    })
    for (const { id, why } of tracks)
      if (/you liked tracks/i.test(why)) assert.ok((preference.get(id) ?? 0) >= 0.3)
  }
})

test('no learner, no context and nothing heard: no word of them', () => {
  for (const strategy of ['match', 'cheer-up'] as const)
    for (const why of whysOf({ strategy, candidates: syntheticCandidates(500), length: 30 }, 3))
      assert.doesNotMatch(why, /liked|skipped|lately|evening/)
})

test('no sentence comes twice in a playlist, and neighbours do not begin alike', () => {
  for (const candidates of [builtInCatalogue(), syntheticCandidates(2000)]) {
    for (const strategy of ['match', 'cheer-up'] as const) {
      for (const emotion of EMOTIONS) {
        for (const length of [12, 30]) {
          const point = EMOTION_POINTS[emotion]
          const whys = whysOf({ strategy, candidates, point, emotion, length }, length)
          assert.equal(new Set(whys).size, length)
          const beginnings = whys.map((why) => why.split(' ').slice(0, 4).join(' '))
          beginnings.slice(1).forEach((beginning, index) => assert.notEqual(beginning, beginnings[index]))
        }
      }
    }
  }
})

test('an unsure tempo or key is not told as a fact', () => {
  const candidates = syntheticCandidates(300).map((candidate) => ({
    ...candidate,
    confidence: { tempo: 0.2, key: 0.1 },
  }))
  for (const strategy of ['match', 'cheer-up'] as const)
    for (const why of whysOf({ strategy, candidates, length: 12 }, 1)) {
      assert.doesNotMatch(why, /BPM|major|minor/)
      assert.match(why, /^[A-Z][^.!?]+\.$/)
    }
})
