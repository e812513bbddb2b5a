import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import type { Candidate } from '../src/catalogue.ts'
import { compose, type ComposeRequest } from '../src/compose.ts'
import { meanDeviation } from '../src/measures.ts'
import { distanceBetween } from '../src/trajectory.ts'
import { syntheticCandidates } from '../src/measuring/synthetic-candidates.ts'

const STRATEGIES = ['match', 'cheer-up'] as const

function composed(seed: number, changes: Partial<ComposeRequest> = {}) {
  return compose({
    strategy: 'cheer-up',
    point: EMOTION_POINTS.sad,
    length: 12,
    candidates: syntheticCandidates(2000, seed),
    random: createRandom(seed),
    ...changes,
  })
}

/** Learners of every temper: of one mind about all, of chance, and with a taste for the far end of an axis. */
function learners(candidates: readonly Candidate[], seed: number): ReadonlyMap<string, number>[] {
  const random = createRandom(seed)
  const scored = (score: (candidate: Candidate) => number) =>
    new Map(candidates.map((candidate) => [candidate.id, score(candidate)]))
  return [
    scored(() => 1),
    scored(() => -1),
    scored(() => 2 * random() - 1),
    scored(() => (random() < 0.5 ? -1 : 1)),
    scored(({ valence }) => valence),
    scored(({ arousal }) => -Math.sign(arousal)),
    scored(() => (random() < 0.5 ? 1e9 : -Infinity)),
    scored(() => NaN),
  ]
}

test('no learner moves a way-point', () => {
  for (const strategy of STRATEGIES) {
    for (const emotion of EMOTIONS) {
      const candidates = syntheticCandidates(300, 7)
      const request = { strategy, point: EMOTION_POINTS[emotion], candidates }
      const { trajectory } = composed(1, request)
      for (const preference of learners(candidates, 3))
        assert.deepEqual(composed(1, { ...request, preference }).trajectory, trajectory)
    }
  }
})

test('whatever a learner prefers, cheer up stays within 0.06 of its way-points on the average and match around its own', () => {
  for (let seed = 1; seed <= 3; seed += 1) {
    const candidates = syntheticCandidates(2000, seed)
    for (const preference of learners(candidates, seed)) {
      const { tracks, trajectory } = composed(seed, { candidates, preference })
      assert.ok(meanDeviation(tracks, trajectory) <= 0.06)
      const matched = composed(seed, { strategy: 'match', candidates, preference })
      matched.tracks.forEach((track, index) => {
        const wayPoint = matched.trajectory[index]
        assert.ok(wayPoint && distanceBetween(track, wayPoint) <= 0.35)
      })
    }
  }
})

test('of near candidates those preferred come, those disliked step back', () => {
  for (const strategy of STRATEGIES) {
    const means = [1, 2, 3, 4, 5].map((seed) => {
      const candidates = syntheticCandidates(2000, seed)
      const random = createRandom(seed + 90)
      const preference = new Map(candidates.map(({ id }) => [id, 2 * random() - 1]))
      const { tracks } = composed(seed, { strategy, candidates, preference })
      return tracks.reduce((sum, { id }) => sum + (preference.get(id) ?? 0), 0) / tracks.length
    })
    const overall = means.reduce((sum, mean) => sum + mean, 0) / means.length
    assert.ok(overall > 0.3, `${strategy}: ${overall}`)
  }
})

test('a playlist without a learner is the one of a learner without an opinion', () => {
  for (const strategy of STRATEGIES) {
    const candidates = syntheticCandidates(400, 5)
    const indifferent = new Map(candidates.map(({ id }) => [id, 0]))
    assert.deepEqual(
      composed(5, { strategy, candidates, preference: indifferent }),
      composed(5, { strategy, candidates }),
    )
  }
})
