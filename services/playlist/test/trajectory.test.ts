import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { COMPOSER_DEFAULTS } from '../src/composer-config.ts'
import { evenness, meanDeviation, smoothness } from '../src/measures.ts'
import { cheerUpTrajectory, distanceBetween, matchTrajectory } from '../src/trajectory.ts'

const { happy: HAPPY, calm: CALM } = COMPOSER_DEFAULTS.targets

test('cheer up holds the listener’s point, eases along the line and ends exactly on the target', () => {
  assert.deepEqual(HAPPY, { valence: 0.7, arousal: 0.5 })
  assert.deepEqual(CALM, { valence: 0.55, arousal: -0.5 })
  for (const goal of [HAPPY, CALM]) {
    for (const point of Object.values(EMOTION_POINTS)) {
      for (let length = 5; length <= 30; length += 1) {
        const path = cheerUpTrajectory({ point, goal, length })
        assert.equal(path.length, length)
        assert.deepEqual(path[0], point)
        assert.deepEqual(path.at(-1), goal)
        const steps = path.slice(1).map((to, index) => distanceBetween(to, path[index] ?? to))
        const moving = steps.filter((step) => step > 1e-9)
        assert.ok(moving.length >= Math.floor(length * 0.75))
        // Small, larger, small again: as long as the one at the same place from the other end, none more than half longer than the mean.
        const mean = moving.reduce((sum, step) => sum + step, 0) / moving.length
        moving.forEach((step, index) => {
          const before = moving[index - 1] ?? 0
          if (index < moving.length / 2) assert.ok(step > before - 1e-9)
          assert.ok(Math.abs(step - (moving[moving.length - 1 - index] ?? 0)) < 1e-9)
          assert.ok(step < 1.5 * mean)
        })
        assert.ok(moving.length < 3 || (moving[0] ?? 0) < 0.9 * mean)
      }
    }
  }
})

test('match stays at the listener’s point, but does not feed anger or fear', () => {
  const sad = matchTrajectory({ point: EMOTION_POINTS.sad, length: 6 })
  assert.equal(sad.length, 6)
  for (const wayPoint of sad) assert.deepEqual(wayPoint, EMOTION_POINTS.sad)
  for (const point of [EMOTION_POINTS.angry, EMOTION_POINTS.fear]) {
    assert.ok((matchTrajectory({ point, length: 5 })[0]?.arousal ?? 1) < point.arousal)
  }
  assert.deepEqual(matchTrajectory({ point: EMOTION_POINTS.happy, length: 5 })[0], EMOTION_POINTS.happy)
})

test('smoothness is one on a straight line and is not given where an axis hardly moves', () => {
  const line = cheerUpTrajectory({ point: EMOTION_POINTS.sad, goal: HAPPY, length: 12 })
  assert.ok(Math.abs((smoothness(line) ?? 0) - 1) < 1e-9)
  assert.equal(
    smoothness(cheerUpTrajectory({ point: EMOTION_POINTS.angry, goal: HAPPY, length: 12 })),
    undefined,
  )
  assert.equal(smoothness([]), undefined)
})

test('evenness and deviation are zero on the plan itself and grow with what departs from it', () => {
  const plan = cheerUpTrajectory({ point: EMOTION_POINTS.sad, goal: HAPPY, length: 12 })
  assert.equal(evenness(plan, plan), 0)
  assert.equal(meanDeviation(plan, plan), 0)
  const shifted = plan.map(({ valence, arousal }) => ({ valence, arousal: arousal + 0.1 }))
  assert.ok(Math.abs(meanDeviation(shifted, plan) - 0.1) < 1e-9)
  assert.ok(evenness(shifted, plan) < 1e-9)
  // Three steps of 0, 0.2 and 0.1 against three of 0.1: errors −0.1, 0.1 and 0, variance 0.02 / 3.
  const even = [0, 0.1, 0.2, 0.3].map((valence) => ({ valence, arousal: 0 }))
  const uneven = [0, 0, 0.2, 0.3].map((valence) => ({ valence, arousal: 0 }))
  assert.ok(Math.abs(evenness(uneven, even) - 0.02 / 3) < 1e-9)
})

test('what is called anger or fear is kept calm wherever its point lies, and a deployment sets how calm', () => {
  const point = { valence: 0.1, arousal: 0.8 }
  for (const emotion of ['angry', 'fear'] as const)
    assert.equal(matchTrajectory({ point, emotion, length: 5 })[0]?.arousal, 0.3)
  assert.equal(matchTrajectory({ point, emotion: 'surprise', length: 5 })[0]?.arousal, 0.8)
  const config = { ...COMPOSER_DEFAULTS, matchCap: { valenceBelow: -1, arousal: 0.1 } }
  assert.equal(matchTrajectory({ point, emotion: 'angry', length: 5 }, config)[0]?.arousal, 0.1)
})

test('hold and ease are the deployment’s to set', () => {
  const path = (changes: object) =>
    cheerUpTrajectory(
      { point: { valence: -1, arousal: 0 }, goal: { valence: 1, arousal: 0 }, length: 11 },
      { ...COMPOSER_DEFAULTS, ...changes },
    ).map(({ valence }) => Math.round(valence * 1000) / 1000)
  assert.deepEqual(path({ holdShare: 0, ease: 0 }), [-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1])
  // 3t² − 2t³ at a tenth, two tenths, …
  assert.deepEqual(path({ holdShare: 0, ease: 1 }).slice(1, 4), [-0.944, -0.792, -0.568])
  assert.deepEqual(path({ holdShare: 0.9 }), [...Array.from({ length: 10 }, () => -1), 1])
})
