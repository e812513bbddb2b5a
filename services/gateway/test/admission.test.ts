import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { FRAME_MAX_BYTES, frameCodec } from '@mooddj/shared/frame'
import sharp from 'sharp'
import { admit, type Admission, NOTHING_ADMITTED } from '../src/admission.ts'
import { readJpegHeader } from '@mooddj/shared/jpeg-header'
import { createRandom } from './random.ts'

const limits = { framesPerSecond: 30 }
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#876' } })

/** A frame header of this size between a start and an end; nothing else. */
function claimedJpeg(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0, 0xff, 0xd9])
  new DataView(bytes.buffer).setUint16(7, height)
  new DataView(bytes.buffer).setUint16(9, width)
  return bytes
}

describe('a JPEG’s header', () => {
  let jpeg: Uint8Array
  before(async () => {
    jpeg = await picture(480, 360).jpeg().toBuffer()
  })

  test('tells the size of baseline and progressive pictures, with and without metadata', async () => {
    const variants = [
      jpeg,
      await picture(480, 360).jpeg({ progressive: true }).toBuffer(),
      await picture(480, 360).withMetadata({ orientation: 6 }).jpeg({ mozjpeg: true }).toBuffer(),
      Buffer.concat([jpeg, Buffer.alloc(5_000)]),
      Buffer.concat([jpeg, Buffer.from('what a maker’s camera adds')]),
    ]
    for (const variant of variants)
      assert.deepEqual(readJpegHeader(variant), { kind: 'jpeg', width: 480, height: 360 })
  })

  test('says why something is no picture', () => {
    const because = (bytes: Uint8Array) => {
      const header = readJpegHeader(bytes)
      return header.kind === 'unreadable' ? header.because : header
    }
    assert.equal(because(new Uint8Array()), 'empty')
    assert.equal(because(jpeg.subarray(0, jpeg.length - 40)), 'truncated')
    assert.equal(because(new TextEncoder().encode('GIF89a')), 'not a JPEG')
    assert.equal(because(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)), 'truncated')
    assert.equal(because(withThumbnail(jpeg.subarray(0, jpeg.length - 40))), 'truncated')
    assert.equal(
      because(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 1, 2, 3, 4, 5, 6, 0xff, 0xd9)),
      'not a JPEG',
    )
    assert.equal(because(claimedJpeg(0, 100)), 'not a JPEG')
  })

  test('is read in bounded time and without an error from any damage', () => {
    const random = createRandom(11)
    for (let round = 0; round < 3_000; round++) {
      const damaged = Uint8Array.from(jpeg)
      for (let hit = 0; hit < 8; hit++) damaged[Math.floor(random() * 700)] = Math.floor(random() * 256)
      const cut = damaged.subarray(0, Math.floor(random() * damaged.length))
      assert.match(readJpegHeader(round % 2 === 0 ? damaged : cut).kind, /^(jpeg|unreadable)$/)
    }
  })
})

/** The picture with another one's end in its metadata, as EXIF thumbnails have it. */
function withThumbnail(jpeg: Uint8Array): Uint8Array {
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.of(0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9),
    jpeg.subarray(2),
  ])
}

describe('admission', () => {
  let jpeg: Uint8Array
  before(async () => {
    jpeg = await picture(64, 48).jpeg().toBuffer()
  })
  const frame = (number: number, picture = jpeg, capturedAt = 0) =>
    frameCodec.encode({ number, capturedAt, jpeg: picture })
  const all = (messages: Uint8Array[], intervalMs = 100) => {
    let state: Admission = NOTHING_ADMITTED
    return messages.map((message, index) => {
      const step = admit(state, message, index * intervalMs, limits)
      state = step.state
      return step.outcome.verdict === 'refuse' ? step.outcome.code : step.outcome.verdict
    })
  }

  test('lets through whole pictures whose numbers rise', () => {
    assert.deepEqual(all([frame(0), frame(1), frame(1), frame(0), frame(9)]), [
      'admit',
      'admit',
      'drop',
      'drop',
      'admit',
    ])
  })

  test('refuses what is empty, short, truncated, no JPEG, or stamped with no time', () => {
    const broken = [
      new Uint8Array(),
      new Uint8Array(11),
      frame(1, new Uint8Array()),
      frame(2, jpeg.subarray(0, 100)),
      frame(3, new TextEncoder().encode('not a picture at all')),
      frame(4, jpeg, Number.NaN),
      frame(5, jpeg, Number.POSITIVE_INFINITY),
    ]
    assert.deepEqual(new Set(all(broken)), new Set(['FRAME_UNREADABLE']))
  })

  test('refuses by the header alone what has over four megapixels, and takes exactly four', () => {
    const verdicts = all([
      frame(1, claimedJpeg(10_000, 5_000)),
      frame(2, claimedJpeg(2_001, 2_000)),
      frame(3, claimedJpeg(2_000, 2_000)),
    ])
    assert.deepEqual(verdicts, ['FRAME_TOO_LARGE', 'FRAME_TOO_LARGE', 'admit'])
  })

  test('refuses more than 256 KiB', () => {
    const padded = new Uint8Array(FRAME_MAX_BYTES + 1)
    padded.set(claimedJpeg(10, 10).subarray(0, 15))
    padded.set([0xff, 0xd9], FRAME_MAX_BYTES - 1)
    assert.deepEqual(all([frame(1, padded)]), ['FRAME_TOO_LARGE'])
  })

  test('counts unreadable frames in a row; a readable one breaks the row', () => {
    let { state } = admit(NOTHING_ADMITTED, new Uint8Array(), 0, limits)
    for (let count = 1; count < 7; count++) ({ state } = admit(state, new Uint8Array(), count, limits))
    assert.equal(state.unreadable, 7)
    assert.equal(admit(state, frame(1), 10, limits).state.unreadable, 0)
  })

  test('drops what comes faster than the rate, in the long run exactly that', () => {
    const frames = Array.from({ length: 600 }, (_, number) => frame(number))
    const admitted = all(frames, 10).filter((verdict) => verdict === 'admit').length
    assert.ok(admitted >= 180 + 25 && admitted <= 180 + 31, `${admitted} of 600 in six seconds`)
  })
})
