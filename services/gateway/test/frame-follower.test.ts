import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeFrameAsked, encodeFrameAsked, FRAME_ASKED_MAX_BYTES } from '@mooddj/shared/frame-path'
import { FRAME_MAX_BYTES } from '@mooddj/shared/frame'
import { UndecodableError } from '@mooddj/shared/codec'
import { createFrameFollower } from '../src/frame-follower.ts'

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const frame = { number: 7, capturedAt: 1_000.5, jpeg: Uint8Array.of(0xff, 0xd8, 1, 2, 0xff, 0xd9) }
const wire = (asked: Parameters<typeof encodeFrameAsked>[0]) => Buffer.concat(encodeFrameAsked(asked))

test('a frame that is followed says of what on the wire, and one that is not is as it always was', () => {
  for (const sessionId of ['s', 'a'.repeat(64)]) {
    const plain = wire({ ticket: 9, sessionId, frame })
    assert.equal(plain[4], sessionId.length)
    assert.deepEqual(decodeFrameAsked(plain), {
      ticket: 9,
      sessionId,
      frame: { ...frame, jpeg: Buffer.from(frame.jpeg) },
    })
    const followed = wire({ ticket: 9, sessionId, frame, traceparent: TRACEPARENT })
    assert.equal(followed.length, plain.length + 55)
    assert.equal(decodeFrameAsked(followed).traceparent, TRACEPARENT)
    assert.deepEqual(decodeFrameAsked(followed).frame, decodeFrameAsked(plain).frame)
  }
  assert.throws(
    () => encodeFrameAsked({ ticket: 1, sessionId: 's', frame, traceparent: 'short' }),
    RangeError,
  )
  const largest = { ...frame, jpeg: new Uint8Array(FRAME_MAX_BYTES) }
  const longest = wire({ ticket: 1, sessionId: 'a'.repeat(64), frame: largest, traceparent: TRACEPARENT })
  assert.equal(longest.length, FRAME_ASKED_MAX_BYTES)
})

test('a wire that ends anywhere inside of what is followed gives no frame', () => {
  const whole = wire({ ticket: 9, sessionId: 'session', frame, traceparent: TRACEPARENT })
  for (let length = 0; length < whole.length - frame.jpeg.length; length += 1)
    assert.throws(() => decodeFrameAsked(whole.subarray(0, length)), UndecodableError, `${length} bytes`)
})

test('where no traces are made, frames go on as they came and answers are handled at once', () => {
  const drawn: number[] = []
  for (const share of [0, 1]) {
    const follower = createFrameFollower(share, () => {
      drawn.push(share)
      return 0.5
    })
    assert.equal(follower.admitted(frame, Date.now()), frame)
    let answers = 0
    follower.answered(7, 'reading', () => (answers += 1))
    follower.close()
    assert.equal(answers, 1)
  }
  assert.deepEqual(drawn, [1])
})
