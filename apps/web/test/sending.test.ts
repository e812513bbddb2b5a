import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterReading, afterSilence, hasCredit } from '../features/live/frames-on-the-way.ts'
import { frameSize } from '../features/live/sending.ts'

const frames = (...numbers: number[]) =>
  numbers.map((number) => ({ number, at: number * 100, width: 480, height: 360 }))

test('a picture keeps its shape, is no wider than asked for and never enlarged', () => {
  assert.deepEqual(frameSize(1280, 960, 480), { width: 480, height: 360 })
  assert.deepEqual(frameSize(1280, 720, 640), { width: 640, height: 360 })
  assert.deepEqual(frameSize(320, 240, 640), { width: 320, height: 240 })
})

test('a picture in portrait has no more pixels than one in landscape', () => {
  const { width, height } = frameSize(720, 1280, 480)
  assert.ok(Math.abs(width * height - 480 * 360) < 1_000, `${width}×${height}`)
  assert.ok(Math.abs(height / width - 1280 / 720) < 0.01)
})

test('three frames may be on the way, more only over a long way, and never more than eight', () => {
  assert.equal(hasCredit(frames(1, 2), Number.POSITIVE_INFINITY, 10), true)
  assert.equal(hasCredit(frames(1, 2, 3), Number.POSITIVE_INFINITY, 10), false)
  assert.equal(hasCredit(frames(1, 2, 3), 40, 10), false)
  assert.equal(hasCredit(frames(1, 2, 3, 4), 400, 10), true)
  assert.equal(hasCredit(frames(1, 2, 3, 4, 5, 6, 7, 8), 5_000, 10), false)
})

test('an answer settles its frame and all before it, and nothing else', () => {
  const { answered, left } = afterReading(frames(1, 2, 3), 2)
  assert.equal(answered?.at, 200)
  assert.deepEqual(left, frames(3))
  assert.equal(afterReading(frames(2, 3), 1).answered, undefined)
})

test('a frame that is never answered gives its place up', () => {
  const { lost, left } = afterSilence(frames(1, 2, 40), 4_250)
  assert.deepEqual(lost, frames(1, 2))
  assert.deepEqual(left, frames(40))
})
