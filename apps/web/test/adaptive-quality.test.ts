import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bottleneck } from '../features/live/adaptive-quality.ts'
import { type Conditions, FINE, type Look, pseudoRandom, simulate, turns } from './live-simulation.ts'

/** What a session may meet, each for as long as it lasts. */
const WORLDS: Record<string, Conditions> = {
  fine: FINE,
  'a slow encoder': { ...FINE, encodeMs: 150 },
  'a very slow encoder': { ...FINE, encodeMs: 400 },
  'a line of 1 Mbit/s': { ...FINE, kilobitsPerSecond: 1_000, roundTripMs: 100 },
  'slow 3G': { ...FINE, kilobitsPerSecond: 400, roundTripMs: 400 },
  EDGE: { ...FINE, kilobitsPerSecond: 150, roundTripMs: 500 },
  jitter: { ...FINE, jitterMs: 300 },
  'heavy jitter': { ...FINE, jitterMs: 800 },
  'a satellite': { ...FINE, roundTripMs: 650 },
  'a full house': { ...FINE, housePerSecond: 5 },
  'a house that is overrun': { ...FINE, housePerSecond: 1 },
}

const last = (looks: readonly Look[]): Look => {
  const look = looks.at(-1)
  assert.ok(look)
  return look
}
const assertBounds = ({ width, quality, framesPerSecond }: Look) => {
  assert.ok(width >= 240 && width <= 640, `${width} px`)
  assert.ok(quality >= 0.5 && quality <= 0.85, `quality ${quality}`)
  assert.ok(framesPerSecond >= 2 && framesPerSecond <= 15, `${framesPerSecond}/s`)
}
const between = (looks: readonly Look[], from: number, to: number) =>
  looks.filter(({ at }) => at >= from * 1_000 && at <= to * 1_000)

for (const [name, conditions] of Object.entries(WORLDS)) {
  test(`with ${name}, what is sent stays in its bounds, comes to rest and does not flap`, () => {
    const looks = simulate(120, () => conditions)
    for (const look of looks) assertBounds(look)
    for (const from of [30, 60]) {
      const minute = between(looks, from, from + 60)
      const widths = turns(minute.map(({ width }) => width))
      const rates = turns(minute.map(({ framesPerSecond }) => framesPerSecond))
      // One try and its end are two turns; a minute has room for three tries.
      assert.ok(widths <= 6 && rates <= 6, `${widths} and ${rates} turns in the minute from ${from} s`)
    }
  })
}

test('when all is well, the rate climbs to fifteen a second and the picture is as large as the face needs', () => {
  const { width, framesPerSecond, state } = last(simulate(30, () => FINE))
  assert.equal(framesPerSecond, 15)
  assert.equal(width, 480)
  assert.equal(bottleneck(state), null)
})

test('a small far face gets more pixels, a near one fewer', () => {
  assert.equal(last(simulate(30, () => ({ ...FINE, faceShare: 0.12 }))).width, 640)
  assert.equal(last(simulate(30, () => ({ ...FINE, faceShare: 0.6 }))).width, 320)
})

test('a calm face is looked at six times a second, and as often as before once it is lively', () => {
  const looks = simulate(40, (second) => ({ ...FINE, calm: second >= 20 && second < 30 }))
  assert.deepEqual(
    [19, 25, 31].map((second) => between(looks, second, second)[0]?.framesPerSecond),
    [15, 6, 15],
  )
})

test('a line that turns slow is felt within ten frames, and half as much or less goes up within five seconds', () => {
  const looks = simulate(40, (second) =>
    second < 20 ? FINE : { ...FINE, kilobitsPerSecond: 300, roundTripMs: 300 },
  )
  const before = between(looks, 19.9, 19.9)[0]
  assert.ok(before)
  const isLess = (look: Look) => look.width < before.width || look.framesPerSecond < before.framesPerSecond
  const felt = looks.find((look) => look.at > 20_000 && isLess(look))
  assert.ok(felt && felt.readings - before.readings <= 10, `${felt?.readings} after ${before.readings}`)
  const load = ({ width, framesPerSecond }: Look) => width * width * framesPerSecond
  const after = between(looks, 25, 25)[0]
  assert.ok(after && load(after) <= load(before) / 2)
})

test('on a slow line readings go on and are young, where sending as before would drown them', () => {
  const looks = simulate(60, () => ({ ...FINE, kilobitsPerSecond: 400, roundTripMs: 400 }))
  const halfMinute = between(looks, 30, 60)
  const readings = last(halfMinute).readings - (halfMinute[0]?.readings ?? 0)
  assert.ok(readings / 30 > 3, `${readings / 30} readings a second`)
  const oldest = Math.max(...halfMinute.map(({ ageMs }) => ageMs))
  assert.ok(oldest < 1_500, `a reading was ${oldest} ms old`)
  assert.equal(bottleneck(last(looks).state), 'own')
})

test('a full house gets the rate it asks for within three notices, and the person is told whose slowness it is', () => {
  const looks = simulate(30, (second) => ({ ...FINE, housePerSecond: second < 15 ? 30 : 4 }))
  const soon = between(looks, 18, 18)[0]
  assert.ok(soon && soon.framesPerSecond <= 4, `${soon?.framesPerSecond}/s`)
  assert.equal(soon.width, 480)
  assert.equal(bottleneck(soon.state), 'house')
})

test('a device that encodes slowly spends at most two fifths of its time on it', () => {
  for (const encodeMs of [60, 100, 150, 250, 400]) {
    const { width, framesPerSecond } = last(simulate(60, () => ({ ...FINE, encodeMs })))
    const share = (encodeMs * (width / 640) ** 2 * framesPerSecond) / 1_000
    assert.ok(share <= 0.4, `${share} with ${encodeMs} ms`)
  }
})

for (const [name, trouble] of Object.entries({
  'the line': { kilobitsPerSecond: 200, roundTripMs: 400 },
  'the house': { housePerSecond: 2 },
  'the device': { encodeMs: 300 },
})) {
  test(`after half a minute of trouble with ${name}, all is as before within a minute`, () => {
    const looks = simulate(120, (second) => (second < 20 || second >= 50 ? FINE : { ...FINE, ...trouble }))
    const before = between(looks, 19, 19)[0]
    const worst = between(looks, 49, 49)[0]
    const { width, framesPerSecond, state } = last(between(looks, 50, 110))
    assert.ok(worst && worst.framesPerSecond < 10)
    assert.deepEqual([width, framesPerSecond], [before?.width, before?.framesPerSecond])
    assert.equal(bottleneck(state), null)
  })
}

test('in whatever world, what is sent stays in its bounds and comes to rest', () => {
  const random = pseudoRandom(11)
  /** Evenly over the orders of magnitude. */
  const spread = (least: number, most: number) => least * (most / least) ** random()
  for (let world = 0; world < 20; world += 1) {
    const conditions: Conditions = {
      encodeMs: spread(4, 500),
      kilobitsPerSecond: spread(100, 20_000),
      roundTripMs: spread(10, 1_500),
      jitterMs: spread(1, 500),
      housePerSecond: spread(1, 40),
      faceShare: random() < 0.1 ? null : spread(0.1, 0.8),
      calm: random() < 0.4,
    }
    const looks = simulate(120, () => conditions)
    const minute = between(looks, 60, 120)
    for (const values of [minute.map(({ width }) => width), minute.map((look) => look.framesPerSecond)])
      assert.ok(turns(values) <= 6, `${turns(values)} turns with ${JSON.stringify(conditions)}`)
    for (const look of looks) assertBounds(look)
  }
})
