import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type WaitingFrame, createFrameLine } from '../src/frame-line.ts'

function waiting(sessionId: string, number: number, arrivedAt = 0): WaitingFrame {
  return {
    sessionId,
    frame: { number, capturedAt: 0, jpeg: new Uint8Array() },
    arrivedAt,
    settle: () => undefined,
  }
}
const anyone = () => true

test('the newest frame of a session replaces the one that waits, and keeps its place', () => {
  const line = createFrameLine({ capacity: 9, maxAgeMs: 1_000 })
  line.add(waiting('a', 1))
  line.add(waiting('b', 1))
  assert.equal(line.add(waiting('a', 2))?.frame.number, 1)
  assert.deepEqual(
    [line.take(0, anyone).next, line.take(0, anyone).next].map((next) => [
      next?.sessionId,
      next?.frame.number,
    ]),
    [
      ['a', 2],
      ['b', 1],
    ],
  )
  assert.equal(line.length, 0)
})

test('a full line turns newcomers away and still renews who is in it', () => {
  const line = createFrameLine({ capacity: 1, maxAgeMs: 1_000 })
  line.add(waiting('a', 1))
  assert.equal(line.add(waiting('b', 7))?.frame.number, 7)
  assert.equal(line.add(waiting('a', 2))?.frame.number, 1)
  assert.equal(line.length, 1)
})

test('a session whose frame is in work waits, and the next one goes first', () => {
  const line = createFrameLine({ capacity: 9, maxAgeMs: 1_000 })
  line.add(waiting('a', 1))
  line.add(waiting('b', 1))
  assert.equal(line.take(0, (sessionId) => sessionId !== 'a').next?.sessionId, 'b')
  assert.equal(line.take(0, (sessionId) => sessionId !== 'a').next, undefined)
  assert.equal(line.take(0, anyone).next?.sessionId, 'a')
})

test('a frame that waited too long is handed out as stale, not to be read', () => {
  const line = createFrameLine({ capacity: 9, maxAgeMs: 1_000 })
  line.add(waiting('old', 1, 0))
  line.add(waiting('new', 1, 900))
  const { next, stale } = line.take(1_001, anyone)
  assert.equal(next?.sessionId, 'new')
  assert.deepEqual(
    stale.map(({ sessionId }) => sessionId),
    ['old'],
  )
})
