import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { frameCodec } from '@mooddj/shared/frame'
import { happy, useLiveRoom } from './live-room.ts'
import { openSocket } from './start-house.ts'

describe('what comes up the live socket', () => {
  const room = useLiveRoom()

  test('a frame that goes up comes down as a mood with its number and time', async () => {
    room().send(7, room().jpeg, 1234.5)
    const mood = await room().live.next('mood')
    assert.deepEqual([mood.number, mood.capturedAt], [7, 1234.5])
    assert.deepEqual(mood.faces, [happy])
  })

  for (const [what, make] of [
    ['is empty', () => new Uint8Array()],
    [
      'has a header and no picture',
      () => frameCodec.encode({ number: 1, capturedAt: 1, jpeg: new Uint8Array() }),
    ],
    [
      'is truncated',
      () => frameCodec.encode({ number: 1, capturedAt: 1, jpeg: room().jpeg.subarray(0, 200) }),
    ],
    [
      'is no JPEG',
      () => frameCodec.encode({ number: 1, capturedAt: 1, jpeg: new TextEncoder().encode('<svg/>') }),
    ],
  ] as const) {
    test(`a frame that ${what} is FRAME_UNREADABLE, the socket stays open`, async () => {
      room().live.socket.send(make())
      assert.equal((await room().live.next('error')).code, 'FRAME_UNREADABLE')
      room().send(2)
      await room().live.next('mood')
    })
  }

  test('ten unreadable frames in a row close with 1008; nine and a good one do not', async () => {
    for (let count = 0; count < 9; count++) room().live.socket.send(new Uint8Array(5))
    room().send(1)
    await room().live.next('mood')
    for (let count = 0; count < 10; count++) room().live.socket.send(new Uint8Array(5))
    assert.equal((await room().live.closed()).code, 1008)
    assert.equal(room().live.said.filter(({ type }) => type === 'error').length, 19)
  })

  test('what inference cannot decode is FRAME_UNREADABLE too, and ten in a row close with 1008', async () => {
    room().answer = (number, capturedAt) => ({
      outcome: 'failure',
      number,
      capturedAt,
      failure: 'FRAME_UNREADABLE',
    })
    for (let number = 0; number < 10; number++) {
      room().send(number)
      assert.equal((await room().live.next('error')).code, 'FRAME_UNREADABLE')
    }
    assert.equal((await room().live.closed()).code, 1008)
  })

  test('a picture of fifty megapixels by its header is FRAME_TOO_LARGE and never reaches inference', async () => {
    const claimed = Buffer.from(room().jpeg)
    const at = claimed.indexOf(Buffer.from([0xff, 0xc0]))
    claimed.writeUInt16BE(5_000, at + 5)
    claimed.writeUInt16BE(10_000, at + 7)
    const before = room().inference.taken.length
    room().send(1, claimed)
    assert.equal((await room().live.next('error')).code, 'FRAME_TOO_LARGE')
    room().send(2)
    await room().live.next('mood')
    assert.equal(room().inference.taken.length, before + 1)
  })

  test('256 KiB are taken; one byte more, and ten megabytes, close with 1009', async () => {
    const padded = (bytes: number) => {
      // A comment segment may be as long as it likes to be, several times.
      const parts = [room().jpeg.subarray(0, 2)]
      for (let left = bytes - room().jpeg.length; left > 0;) {
        const length = Math.min(left, 65_000)
        const segment = Buffer.alloc(length, 65)
        segment.writeUInt16BE(0xfffe, 0)
        segment.writeUInt16BE(length - 2, 2)
        parts.push(segment)
        left -= length
      }
      return Buffer.concat([...parts, room().jpeg.subarray(2)])
    }
    room().send(1, padded(256 * 1024))
    await room().live.next('mood')
    room().send(2, padded(256 * 1024 + 1))
    assert.equal((await room().live.closed()).code, 1009)
    room().live = await openSocket(room().gateway, room().listener)
    room().send(1, Buffer.alloc(10_000_000))
    assert.equal((await room().live.closed()).code, 1009)
  })

  for (const text of [
    'not json',
    '{"type":"dance"}',
    '{"type":"override","emotion":"bored"}',
    '[]',
    '',
    'null',
    '7',
  ]) {
    test(`the text ${JSON.stringify(text)} closes with 1003`, async () => {
      room().live.socket.send(text)
      assert.equal((await room().live.closed()).code, 1003)
    })
  }

  test('a reading made in the browser is not taken yet, and the socket stays open', async () => {
    room().say({ type: 'reading', anything: true })
    assert.equal((await room().live.next('error')).code, 'MESSAGE_NOT_READY')
    room().send(1)
    await room().live.next('mood')
  })

  test('a flood of text closes with 1008', async () => {
    for (let count = 0; count < 60; count++)
      room().say({ type: 'override', emotion: count % 2 === 0 ? 'sad' : 'happy' })
    assert.equal((await room().live.closed()).code, 1008)
  })

  test('numbers that do not rise are dropped without a word', async () => {
    room().send(5)
    await room().live.next('mood')
    room().send(5)
    room().send(4)
    room().send(6)
    assert.equal((await room().live.next('mood')).number, 6)
    assert.deepEqual(
      room().live.said.map(({ type }) => type),
      ['mood', 'mood'],
    )
  })

  test('one session’s rubbish costs another session nothing', async () => {
    const other = await openSocket(room().gateway, room().gateway.issuer.signIn())
    room().live.socket.send(Buffer.alloc(2_000_000))
    for (let number = 0; number < 5; number++) {
      other.socket.send(frameCodec.encode({ number, capturedAt: 0, jpeg: room().jpeg }))
      assert.equal((await other.next('mood')).number, number)
    }
    assert.equal((await room().live.closed()).code, 1009)
    await other.close()
  })
})
