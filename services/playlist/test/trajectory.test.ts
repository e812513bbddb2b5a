import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { evenness, meanDeviation, smoothness } from '../src/measures.ts'
import { cheerUpTrajectory, distanceBetween, matchTrajectory } from '../src/trajectory.ts'

test('cheer up holds the listener’s point, moves in equal steps and ends exactly on the target', () => {
  for (const [target, goal] of [
    ['happy', { valence: 0.7, arousal: 0.5 }],
    ['calm', { valence: 0.55, arousal: -0.5 }],
  ] as const) {
    for (const point of Object.values(EMOTION_POINTS)) {
      for (let length = 5; length <= 30; length += 1) {
        const path = cheerUpTrajectory({ point, target, length })
        assert.equal(path.length, length)
        assert.deepEqual(path[0], point)
        assert.deepEqual(path.at(-1), goal)
        const steps = path.slice(1).map((to, index) => distanceBetween(to, path[index] ?? to))
        const moving = steps.filter((step) => step > 1e-9)
        assert.ok(Math.max(...moving) - Math.min(...moving) < 1e-9)
        assert.ok(moving.length >= Math.floor(length * 0.75))
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
  const line = cheerUpTrajectory({ point: EMOTION_POINTS.sad, target: 'happy', length: 12 })
  assert.ok(Math.abs((smoothness(line) ?? 0) - 1) < 1e-9)
  assert.equal(
    smoothness(cheerUpTrajectory({ point: EMOTION_POINTS.angry, target: 'happy', length: 12 })),
    undefined,
  )
  assert.equal(smoothness([]), undefined)
})

test('evenness and deviation are zero on the plan itself and grow with what departs from it', () => {
  const plan = cheerUpTrajectory({ point: EMOTION_POINTS.sad, target: 'happy', length: 12 })
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
