import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoffMs } from '../features/live/backoff.ts'
import { easedPace, frameSize, maySend, slowedPace, startingPace } from '../features/live/frame-pacing.ts'

test('frames start at ten a second', () => {
  assert.equal(startingPace(0).intervalMs, 100)
})

test('the server slows frames down, never below one in two seconds and never up', () => {
  const slowed = slowedPace(startingPace(0), 250, 10)
  assert.equal(slowed.intervalMs, 250)
  assert.equal(slowedPace(slowed, 120, 20).intervalMs, 250)
  assert.equal(slowedPace(slowed, 60_000, 20).intervalMs, 2_000)
  assert.equal(slowedPace(startingPace(0), 1, 10).intervalMs, 100)
})

test('five quiet seconds let frames go faster again, in steps, back to where they began', () => {
  let pace = slowedPace(startingPace(0), 200, 0)
  assert.equal(easedPace(pace, 4_999), pace)
  for (let now = 5_000; now <= 50_000; now += 5_000) pace = easedPace(pace, now)
  assert.equal(pace.intervalMs, 100)
})

test('no frame goes up behind another or onto a closed socket', () => {
  assert.equal(maySend({ isOpen: true, bufferedBytes: 0 }), true)
  assert.equal(maySend({ isOpen: true, bufferedBytes: 1 }), false)
  assert.equal(maySend({ isOpen: false, bufferedBytes: 0 }), false)
})

test('a frame is at most 480 px wide, keeps its shape and is never enlarged', () => {
  assert.deepEqual(frameSize(1280, 960), { width: 480, height: 360 })
  assert.deepEqual(frameSize(720, 1280), { width: 480, height: 853 })
  assert.deepEqual(frameSize(320, 240), { width: 320, height: 240 })
})

test('pauses between connections double from a quarter of a second to four seconds, half of each at random', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 9].map((attempt) => backoffMs(attempt, () => 1)),
    [250, 500, 1_000, 2_000, 4_000, 4_000],
  )
  assert.equal(
    backoffMs(2, () => 0),
    500,
  )
})
