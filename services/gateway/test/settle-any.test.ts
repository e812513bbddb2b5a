import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { createRandom } from './random.ts'
import { clear, feed, obstacles, times } from './readings.ts'

describe('any sequence of readings', () => {
  const random = createRandom(2026)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }
  const sequences = times(150, () => {
    let reading = clear('happy')
    const stickiness = random()
    const intervalMs = pick([33, 66, 100, 250, 700, 2_000])
    const readings = times(200, () => {
      if (random() > stickiness)
        reading =
          random() < 0.3 ? pick(Object.values(obstacles)) : clear(pick(EMOTIONS), 0.2 + 0.75 * random())
      return reading
    })
    return { readings, steps: feed(readings, { intervalMs }) }
  })

  test('never holds a mood while it gives advice', () => {
    for (const { steps } of sequences) {
      for (const { state } of steps) assert.ok(state.held === undefined || state.advice === undefined)
    }
  })

  test('tells a mood only after four readings over a second and a half that mostly show it', () => {
    for (const { readings, steps } of sequences) {
      steps.forEach(({ told, at }, index) => {
        if (told?.kind !== 'settled') return
        const seen = steps.slice(0, index + 1).filter((step) => at - step.at <= 8_000)
        assert.ok(seen.length >= 4 && at - (seen[0]?.at ?? at) >= 1_500)
        const { emotion } = told.held.settled
        const showing = readings
          .slice(0, index + 1)
          .filter(({ faces: [face] }) => face !== undefined && face.probabilities[emotion] > 0.2)
        assert.ok(showing.length >= 3)
      })
    }
  })

  test('keeps a bounded window and gives figures in range', () => {
    for (const { steps } of sequences) {
      for (const { state } of steps) {
        assert.ok(state.glimpses.length <= 101 && state.obstacles.length <= 5)
        if (state.held === undefined) continue
        const { valence, arousal, confidence } = state.held.settled
        assert.ok(Math.abs(valence) <= 1 && Math.abs(arousal) <= 1 && confidence >= 0 && confidence <= 1)
      }
    }
  })

  test('gives the same for the same', () => {
    const [first] = sequences
    assert.ok(first !== undefined)
    assert.deepEqual(feed(first.readings), feed(first.readings))
  })
})
