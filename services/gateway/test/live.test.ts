import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { type Channel, subjectOf } from '@mooddj/shared/channel'
import {
  accountDeleted,
  cardDrawn,
  consentWithdrawn,
  moodSettled,
  playlistComposed,
  sessionOpened,
  signInEnded,
} from '@mooddj/shared/channels'
import { frameCodec } from '@mooddj/shared/frame'
import type { MoodDetected } from '@mooddj/shared/mood'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { Redis } from 'ioredis'
import sharp from 'sharp'
import {
  type FakeInference,
  faceOf,
  probabilitiesOf,
  readingOf,
  startFakeInference,
} from './fake-inference.ts'
import { openSocket, startGateway, type TestGateway, type TestSocket } from './start-house.ts'

type Listener = ReturnType<TestGateway['issuer']['signIn']>
const happy = faceOf(probabilitiesOf('happy'))

describe('the live socket', () => {
  let gateway: TestGateway
  let inference: FakeInference
  let nats: NatsConnection
  let jpeg: Buffer
  let listener: Listener
  let live: TestSocket
  let answer: (number: number, capturedAt: number) => MoodDetected
  const reading: typeof answer = (number, capturedAt) => ({
    outcome: 'reading',
    reading: readingOf([happy], { number, capturedAt }),
  })

  before(async () => {
    gateway = await startGateway()
    inference = await startFakeInference(gateway.servers.natsUrl, ({ number, capturedAt }, sessionId) =>
      inference.answer(sessionId, answer(number, capturedAt)),
    )
    const { host, username, password } = new URL(gateway.servers.natsUrl)
    nats = await connect({ servers: host, user: username, pass: password })
    jpeg = await sharp({ create: { width: 48, height: 36, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
  })
  after(async () => {
    await nats.close()
    await inference.stop()
    await gateway.stop()
  })
  beforeEach(async () => {
    answer = reading
    listener = gateway.issuer.signIn()
    live = await openSocket(gateway, listener)
  })
  afterEach(() => live.socket.terminate())

  const send = (number: number, picture: Uint8Array = jpeg, capturedAt = Date.now()) =>
    live.socket.send(frameCodec.encode({ number, capturedAt, jpeg: picture }))
  const say = (message: object) => live.socket.send(JSON.stringify(message))
  const tell = <T>(channel: Channel<T>, message: T) =>
    nats.publish(subjectOf(channel, listener.accountId), channel.codec.encode(message))
  let nextNumber = 0
  /** Sends frames, as fast as a camera gives them, until a mood settles. */
  const settle = async () => {
    const settled = live.next('settled')
    for (;;) {
      send(nextNumber++)
      const mood = live.next('mood')
      const won = await Promise.race([settled, mood])
      if (won.type === 'settled') return won
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }

  test('a frame that goes up comes down as a mood with its number and time', async () => {
    send(7, jpeg, 1234.5)
    const mood = await live.next('mood')
    assert.deepEqual([mood.number, mood.capturedAt], [7, 1234.5])
    assert.deepEqual(mood.faces, [happy])
  })

  test('a steady face settles, is told to the others as an event, and a reset lets it go', async () => {
    const told = nats.subscribe(subjectOf(moodSettled, listener.accountId), { max: 1 })
    const settled = await settle()
    assert.equal(settled.emotion, 'happy')
    for await (const message of told) {
      const event = moodSettled.codec.decode(message.data)
      assert.deepEqual(
        [event.sessionId, event.emotion, event.source, event.faces],
        [live.sessionId, 'happy', 'camera', 1],
      )
    }
    say({ type: 'reset' })
    assert.equal((await settle()).emotion, 'happy')
  })

  test('a mood chosen by hand holds at once and is told as such', async () => {
    const told = nats.subscribe(subjectOf(moodSettled, listener.accountId), { max: 1 })
    say({ type: 'override', emotion: 'sad' })
    const settled = await live.next('settled')
    assert.deepEqual(
      [settled.emotion, settled.valence, settled.confidence, settled.faces],
      ['sad', -0.75, 1, 0],
    )
    for await (const message of told) assert.equal(moodSettled.codec.decode(message.data).source, 'override')
    send(1)
    await live.next('mood')
    assert.ok(!live.said.some(({ type }) => type === 'advice'))
  })

  test('the same choice again is not told again', async () => {
    say({ type: 'override', emotion: 'sad' })
    say({ type: 'override', emotion: 'sad' })
    say({ type: 'override', emotion: 'fear' })
    await live.next('settled')
    assert.equal((await live.next('settled')).emotion, 'fear')
  })

  test('nobody in the picture is advice, not a mood', async () => {
    answer = (number, capturedAt) => ({ outcome: 'reading', reading: readingOf([], { number, capturedAt }) })
    for (let number = 0; number < 3; number++) {
      send(number)
      await live.next('mood')
    }
    assert.equal((await live.next('advice')).code, 'no-face')
  })

  for (const [what, make] of [
    ['is empty', () => new Uint8Array()],
    [
      'has a header and no picture',
      () => frameCodec.encode({ number: 1, capturedAt: 1, jpeg: new Uint8Array() }),
    ],
    ['is truncated', () => frameCodec.encode({ number: 1, capturedAt: 1, jpeg: jpeg.subarray(0, 200) })],
    [
      'is no JPEG',
      () => frameCodec.encode({ number: 1, capturedAt: 1, jpeg: new TextEncoder().encode('<svg/>') }),
    ],
  ] as const) {
    test(`a frame that ${what} is FRAME_UNREADABLE, the socket stays open`, async () => {
      live.socket.send(make())
      assert.equal((await live.next('error')).code, 'FRAME_UNREADABLE')
      send(2)
      await live.next('mood')
    })
  }

  test('ten unreadable frames in a row close with 1008; nine and a good one do not', async () => {
    for (let count = 0; count < 9; count++) live.socket.send(new Uint8Array(5))
    send(1)
    await live.next('mood')
    for (let count = 0; count < 10; count++) live.socket.send(new Uint8Array(5))
    assert.equal((await live.closed()).code, 1008)
    assert.equal(live.said.filter(({ type }) => type === 'error').length, 19)
  })

  test('what inference cannot decode is FRAME_UNREADABLE too, and ten in a row close with 1008', async () => {
    answer = (number, capturedAt) => ({ outcome: 'failure', number, capturedAt, failure: 'FRAME_UNREADABLE' })
    for (let number = 0; number < 10; number++) {
      send(number)
      assert.equal((await live.next('error')).code, 'FRAME_UNREADABLE')
    }
    assert.equal((await live.closed()).code, 1008)
  })

  test('a picture of fifty megapixels by its header is FRAME_TOO_LARGE and never reaches inference', async () => {
    const claimed = Buffer.from(jpeg)
    const at = claimed.indexOf(Buffer.from([0xff, 0xc0]))
    claimed.writeUInt16BE(5_000, at + 5)
    claimed.writeUInt16BE(10_000, at + 7)
    const before = inference.taken.length
    send(1, claimed)
    assert.equal((await live.next('error')).code, 'FRAME_TOO_LARGE')
    send(2)
    await live.next('mood')
    assert.equal(inference.taken.length, before + 1)
  })

  test('256 KiB are taken; one byte more, and ten megabytes, close with 1009', async () => {
    const padded = (bytes: number) => {
      // A comment segment may be as long as it likes to be, several times.
      const parts = [jpeg.subarray(0, 2)]
      for (let left = bytes - jpeg.length; left > 0;) {
        const length = Math.min(left, 65_000)
        const segment = Buffer.alloc(length, 65)
        segment.writeUInt16BE(0xfffe, 0)
        segment.writeUInt16BE(length - 2, 2)
        parts.push(segment)
        left -= length
      }
      return Buffer.concat([...parts, jpeg.subarray(2)])
    }
    send(1, padded(256 * 1024))
    await live.next('mood')
    send(2, padded(256 * 1024 + 1))
    assert.equal((await live.closed()).code, 1009)
    live = await openSocket(gateway, listener)
    send(1, Buffer.alloc(10_000_000))
    assert.equal((await live.closed()).code, 1009)
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
      live.socket.send(text)
      assert.equal((await live.closed()).code, 1003)
    })
  }

  test('a reading made in the browser is not taken yet, and the socket stays open', async () => {
    say({ type: 'reading', anything: true })
    assert.equal((await live.next('error')).code, 'MESSAGE_NOT_READY')
    send(1)
    await live.next('mood')
  })

  test('a flood of text closes with 1008', async () => {
    for (let count = 0; count < 60; count++)
      say({ type: 'override', emotion: count % 2 === 0 ? 'sad' : 'happy' })
    assert.equal((await live.closed()).code, 1008)
  })

  test('numbers that do not rise are dropped without a word', async () => {
    send(5)
    await live.next('mood')
    send(5)
    send(4)
    send(6)
    assert.equal((await live.next('mood')).number, 6)
    assert.deepEqual(
      live.said.map(({ type }) => type),
      ['mood', 'mood'],
    )
  })

  test('one session’s rubbish costs another session nothing', async () => {
    const other = await openSocket(gateway, gateway.issuer.signIn())
    live.socket.send(Buffer.alloc(2_000_000))
    for (let number = 0; number < 5; number++) {
      other.socket.send(frameCodec.encode({ number, capturedAt: 0, jpeg }))
      assert.equal((await other.next('mood')).number, number)
    }
    assert.equal((await live.closed()).code, 1009)
    await other.close()
  })

  test('a playlist and a card are announced to their account, once each, and to nobody else', async () => {
    const other = await openSocket(gateway, gateway.issuer.signIn())
    const { accountId } = listener
    const playlist = {
      playlistId: 'p1',
      accountId,
      sessionId: live.sessionId,
      title: 'Sunny',
      strategy: 'match' as const,
      shareUrl: 'http://127.0.0.1/s/x',
      trackCount: 12,
      composedAt: new Date().toISOString(),
    }
    const card = {
      cardId: 'c1',
      accountId,
      playlistId: 'p1',
      imageUrl: 'http://127.0.0.1/i',
      expiresAt: new Date().toISOString(),
    }
    for (let time = 0; time < 2; time++) {
      tell(playlistComposed, playlist)
      tell(cardDrawn, card)
    }
    await live.next('playlist')
    assert.equal((await live.next('card')).cardId, 'c1')
    send(1)
    await live.next('mood')
    assert.deepEqual(
      live.said.map(({ type }) => type),
      ['playlist', 'card', 'mood'],
    )
    assert.deepEqual(other.said, [])
    await other.close()
  })

  test('withdrawn consent, logout and deletion close at once with 1008, each its own sockets only', async () => {
    const at = new Date().toISOString()
    const { accountId, signInId } = listener
    tell(signInEnded, { accountId, signInId: 'another', at })
    tell(signInEnded, { accountId, signInId, at })
    assert.equal((await live.closed()).code, 1008)
    live = await openSocket(gateway, listener)
    tell(consentWithdrawn, { accountId, purpose: 'emotion-recognition', version: '1', at })
    assert.equal((await live.closed()).code, 1008)
    live = await openSocket(gateway, listener)
    tell(accountDeleted, { accountId, deletedAt: at })
    assert.equal((await live.closed()).code, 1008)
  })

  test('deletion leaves nothing of the account in Redis or in the stream', async () => {
    const redis = new Redis(gateway.servers.redisUrl)
    const opened = nats.subscribe(subjectOf(moodSettled, listener.accountId), { max: 1 })
    say({ type: 'override', emotion: 'sad' })
    for await (const message of opened) assert.ok(message.data.length > 0)
    const { accountId } = listener
    const remains = async () => {
      const found: string[] = []
      for (const key of await redis.keys('gateway:*')) {
        const dump = await redis.dumpBuffer(key)
        if (key.includes(accountId) || dump?.includes(accountId)) found.push(key)
      }
      return found
    }
    assert.ok((await remains()).length > 0)
    tell(accountDeleted, { accountId, deletedAt: new Date().toISOString() })
    await live.closed()
    const deadline = Date.now() + 5_000
    while ((await remains()).length > 0 && Date.now() < deadline) await nats.flush()
    assert.deepEqual(await remains(), [])
    redis.disconnect()
  })

  test('a session that is resumed says its mood again and is opened only once', async () => {
    const opened = nats.subscribe(subjectOf(sessionOpened, listener.accountId))
    say({ type: 'override', emotion: 'surprise' })
    await live.next('settled')
    live.socket.terminate()
    const again = await openSocket(gateway, listener, live.sessionId)
    assert.equal((await again.next('settled')).emotion, 'surprise')
    assert.equal(again.sessionId, live.sessionId)
    await nats.flush()
    opened.unsubscribe()
    assert.ok(opened.getProcessed() <= 1)
    await again.close()
  })

  test('of two sockets for one session the newer wins, the older closes with 1008', async () => {
    const newer = await openSocket(gateway, listener, live.sessionId)
    assert.equal((await live.closed()).code, 1008)
    newer.socket.send(frameCodec.encode({ number: 1, capturedAt: 0, jpeg }))
    await newer.next('mood')
    await newer.close()
  })
})
