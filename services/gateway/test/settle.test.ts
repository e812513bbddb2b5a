import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { override, reset, resumed } from '../src/settle.ts'
import { faceOf, probabilitiesOf, readingOf } from './fake-inference.ts'
import { adviceOf, clear, feed, last, obstacles, settledOf, times } from './readings.ts'

describe('settling', () => {
  for (const emotion of EMOTIONS) {
    test(`a steady ${emotion} settles once, between 1.5 and 2 seconds after it began`, () => {
      const settled = settledOf(feed(times(60, () => clear(emotion))))
      assert.deepEqual(
        settled.map((mood) => mood.emotion),
        [emotion],
      )
      assert.ok(settled[0] !== undefined && settled[0].at >= 1_500 && settled[0].at <= 2_000)
      assert.ok(Math.abs(settled[0].confidence - 0.8) < 1e-9)
    })
  }

  test('it takes a few seconds more where frames come slowly, and never fewer than four readings', () => {
    const [first] = settledOf(
      feed(
        times(10, () => clear('sad')),
        { intervalMs: 1_000 },
      ),
    )
    assert.ok(first !== undefined && first.at >= 3_000 && first.at <= 5_000)
    assert.deepEqual(
      settledOf(
        feed(
          times(3, () => clear('sad')),
          { intervalMs: 3_000 },
        ),
      ),
      [],
    )
  })

  test('forty readings at once are not yet a mood', () => {
    assert.deepEqual(
      settledOf(
        feed(
          times(40, () => clear('happy')),
          { intervalMs: 10 },
        ),
      ),
      [],
    )
  })

  test('a few other readings in between change nothing', () => {
    const steps = feed(times(100, (index) => clear(index % 7 === 3 ? 'surprise' : 'happy')))
    assert.deepEqual(
      settledOf(steps).map((mood) => mood.emotion),
      ['happy'],
    )
    assert.deepEqual(adviceOf(steps), [])
  })

  test('what flickers evenly between two emotions never settles and is told as low confidence', () => {
    const steps = feed(times(100, (index) => clear(index % 2 === 0 ? 'sad' : 'happy')))
    assert.deepEqual(settledOf(steps), [])
    assert.equal(adviceOf(steps)[0], 'low-confidence')
  })

  test('a mood that holds is not flipped by flicker', () => {
    const held = last(feed(times(30, () => clear('happy'))))
    const steps = feed(
      times(100, (index) => clear(index % 2 === 0 ? 'sad' : 'happy')),
      { from: held, start: 3_000 },
    )
    assert.deepEqual(
      settledOf(steps).filter((mood) => mood.emotion !== 'happy'),
      [],
    )
  })

  test('a lasting change replaces the mood that held, once', () => {
    const held = last(feed(times(30, () => clear('happy'))))
    const steps = feed(
      times(60, () => clear('sad')),
      { from: held, start: 3_000 },
    )
    const changes = settledOf(steps).filter((mood) => mood.emotion === 'sad')
    assert.ok(changes[0] !== undefined && changes[0].at > 3_500 && changes[0].at < 6_000)
    assert.equal(new Set(changes.map((mood) => mood.since)).size, 1)
  })

  test('weak readings give low confidence and no mood', () => {
    const steps = feed(times(50, () => clear('neutral', 0.3)))
    assert.deepEqual(settledOf(steps), [])
    assert.deepEqual(new Set(adviceOf(steps)), new Set(['low-confidence']))
  })
})

describe('advice', () => {
  for (const [code, reading] of Object.entries(obstacles)) {
    test(`${code} is told after three readings and again every three seconds, and there is no mood`, () => {
      const steps = feed(times(70, () => reading))
      assert.deepEqual(settledOf(steps), [])
      assert.deepEqual(adviceOf(steps), [code, code, code])
      assert.equal(
        steps.findIndex(({ told }) => told !== undefined),
        2,
      )
    })
  }

  test('one missed face among clear readings is not told', () => {
    const steps = feed(times(60, (index) => (index % 5 === 2 ? obstacles['no-face'] : clear('happy'))))
    assert.deepEqual(adviceOf(steps), [])
    assert.equal(settledOf(steps).length, 1)
  })

  test('a change of obstacle is told at once', () => {
    const steps = feed([...times(10, () => obstacles['no-face']), ...times(10, () => obstacles['too-far'])])
    assert.deepEqual(adviceOf(steps), ['no-face', 'too-far'])
  })

  test('a small face behind the largest one is nobody’s company', () => {
    const reading = readingOf([faceOf(probabilitiesOf('happy'), 0.5), faceOf(probabilitiesOf('sad'), 0.15)])
    assert.equal(settledOf(feed(times(30, () => reading))).length, 1)
  })

  test('when an obstacle goes the mood has to settle anew', () => {
    const held = last(feed(times(30, () => clear('happy'))))
    const away = last(
      feed(
        times(5, () => obstacles['no-face']),
        { from: held, start: 3_000 },
      ),
    )
    assert.equal(away.held, undefined)
    const [again] = settledOf(
      feed(
        times(40, () => clear('happy')),
        { from: away, start: 3_500 },
      ),
    )
    assert.ok(again !== undefined && again.at >= 5_000)
  })
})

describe('the listener’s own word', () => {
  test('lies where the deployment says that the emotion lies', () => {
    const points = { ...EMOTION_POINTS, sad: { valence: -0.4, arousal: -0.2 } }
    const { held } = override('sad', points, 1_000).state
    assert.deepEqual([held?.settled.valence, held?.settled.arousal], [-0.4, -0.2])
  })

  test('holds at once, against any reading, until it is reset', () => {
    const { state, told } = override('sad', EMOTION_POINTS, 1_000)
    assert.deepEqual(told, {
      kind: 'settled',
      held: {
        source: 'override',
        settled: { emotion: 'sad', valence: -0.75, arousal: -0.5, confidence: 1, faces: 0, since: 1_000 },
      },
    })
    assert.deepEqual(
      feed(
        times(50, () => clear('happy')),
        { from: state },
      ).filter((step) => step.told !== undefined),
      [],
    )
    assert.equal(
      settledOf(
        feed(
          times(50, () => clear('happy')),
          { from: reset() },
        ),
      ).length,
      1,
    )
  })

  test('a resumed session goes on from the mood it held', () => {
    const held = last(feed(times(30, () => clear('happy')))).held
    const steps = feed(
      times(60, () => clear('happy')),
      { from: resumed(held) },
    )
    assert.deepEqual(settledOf(steps), [])
    assert.equal(last(steps).held, held)
  })
})
