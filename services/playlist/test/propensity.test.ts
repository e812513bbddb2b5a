import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weighDecisions } from '../src/learning/propensity.ts'

/** An outlook on no candidates, for a playlist whose places are so alike. */
const blind = (alike: number[][]) => ({ alike, nearby: [], see: () => undefined })

test('a weight from an estimated propensity is right on average but for what is rarer than the draws can see', () => {
  const decision = { position: 0, trackId: 'a', features: [], candidates: [] }
  const draws = 31
  for (const p of [0.9, 0.5, 0.2, 0.1, 0.02]) {
    // Exactly: every number of hits by its binomial probability.
    let mean = 0
    let probability = (1 - p) ** draws
    for (let hits = 0; hits <= draws; hits += 1) {
      const redrawn = Array.from({ length: draws }, (_, draw) => [draw < hits ? 'a' : 'b'])
      const [weighed] = weighDecisions([decision], { redrawn, expected: ['b'], outlook: blind([[0]]) })
      assert.ok(weighed?.isExplored)
      mean += probability / weighed.propensity
      probability *= ((draws - hits) / (hits + 1)) * (p / (1 - p))
    }
    const formula = (1 - (1 - p) ** (draws + 1)) / p
    assert.ok(Math.abs(mean / formula - 1) < 1e-9, `${mean} and ${formula}`)
  }
})

test('places with the same way-point are one: their order says nothing about how probable a track was', () => {
  const decisions = ['a', 'b'].map((trackId, position) => ({
    position,
    trackId,
    features: [],
    candidates: [],
  }))
  const redrawn = [
    ['b', 'a'],
    ['b', 'c'],
    ['c', 'd'],
  ]
  const [one, other] = weighDecisions(decisions, {
    redrawn,
    expected: ['b', 'c'],
    outlook: blind([
      [0, 1],
      [0, 1],
    ]),
  })
  assert.deepEqual([one?.propensity, other?.propensity], [2 / 4 / 2, 3 / 4 / 2])
  assert.deepEqual([one?.isExplored, other?.isExplored], [true, false])
})
