import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UndecodableError } from '../src/codec.ts'
import { FRAME_HEADER_BYTES, frameCodec } from '../src/frame.ts'

test('a frame survives the wire, wherever in a buffer it lies', () => {
  const frame = {
    number: 4_294_967_295,
    capturedAt: 1_795_374_193_471.5,
    jpeg: Uint8Array.of(0xff, 0xd8, 1, 2),
  }
  const bytes = frameCodec.encode(frame)
  const offset = new Uint8Array([9, 9, 9, ...bytes]).subarray(3)
  assert.deepEqual(
    { ...frameCodec.decode(offset), jpeg: [...frameCodec.decode(offset).jpeg] },
    { ...frame, jpeg: [...frame.jpeg] },
  )
})

test('the header is a little-endian u32 and f64, twelve bytes in all', () => {
  const bytes = frameCodec.encode({ number: 1, capturedAt: 1, jpeg: new Uint8Array() })
  assert.deepEqual([...bytes], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
})

test('fewer bytes than a header, or a time that is none, do not decode', () => {
  for (let length = 0; length < FRAME_HEADER_BYTES; length += 1) {
    assert.throws(() => frameCodec.decode(new Uint8Array(length)), UndecodableError)
  }
  for (const capturedAt of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const bytes = frameCodec.encode({ number: 1, capturedAt, jpeg: new Uint8Array() })
    assert.throws(() => frameCodec.decode(bytes), UndecodableError)
  }
})
