import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EMOTIONS, type Emotion } from '@mooddj/shared/emotion'
import type { MoodReading } from '@mooddj/shared/mood'
import { type MoodState, override, reset, resumed, settle, type Told, UNSETTLED } from '../src/settle.ts'
import { faceOf, probabilitiesOf, readingOf } from './fake-inference.ts'
import { createRandom } from './random.ts'

const clear = (emotion: Emotion, share = 0.8) => readingOf([faceOf(probabilitiesOf(emotion, share))])
const obstacles = {
  'no-face': readingOf([]),
  'too-dark': readingOf([faceOf(probabilitiesOf('happy'))], { brightness: 0.05 }),
  'too-far': readingOf([faceOf(probabilitiesOf('happy'), 0.08)]),
  'several-faces': readingOf([faceOf(probabilitiesOf('happy')), faceOf(probabilitiesOf('sad'), 0.4)]),
} as const

interface Step {
  at: number
  told: Told
  state: MoodState
}

/** Feeds readings at a steady interval. */
function feed(
  readings: readonly MoodReading[],
  { intervalMs = 100, from = UNSETTLED, start = 0 } = {},
): Step[] {
  let state = from
  return readings.map((reading, index) => {
    const at = start + index * intervalMs
    const step = settle(state, reading, at)
    state = step.state
    return { at, told: step.told, state }
  })
}
const times = <T>(count: number, value: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => value(index))
const settledOf = (steps: readonly Step[]) =>
  steps.flatMap(({ told, at }) => (told?.kind === 'settled' ? [{ at, ...told.held.settled }] : []))
const adviceOf = (steps: readonly Step[]) =>
  steps.flatMap(({ told }) => (told?.kind === 'advice' ? [told.code] : []))
const last = (steps: readonly Step[]) => steps.at(-1)?.state ?? UNSETTLED

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
  test('holds at once, against any reading, until it is reset', () => {
    const { state, told } = override('sad', 1_000)
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
