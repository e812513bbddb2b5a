import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { subjectOf } from '@mooddj/shared/channel'
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
import { Redis } from 'ioredis'
import { readingOf } from './fake-inference.ts'
import { useLiveRoom } from './live-room.ts'
import { getTicket, openSocket, refusal } from './start-house.ts'
import { until } from './until.ts'

describe('what the live socket says', () => {
  const room = useLiveRoom()

  test('a steady face settles, is told to the others as an event, and a reset lets it go', async () => {
    const told = room().nats.subscribe(subjectOf(moodSettled, room().listener.accountId), { max: 1 })
    const settled = await room().settle()
    assert.equal(settled.emotion, 'happy')
    for await (const message of told) {
      const event = moodSettled.codec.decode(message.data)
      assert.deepEqual(
        [event.sessionId, event.emotion, event.source, event.faces],
        [room().live.sessionId, 'happy', 'camera', 1],
      )
    }
    room().say({ type: 'reset' })
    assert.equal((await room().settle()).emotion, 'happy')
  })

  test('a mood chosen by hand holds at once and is told as such', async () => {
    const told = room().nats.subscribe(subjectOf(moodSettled, room().listener.accountId), { max: 1 })
    room().say({ type: 'override', emotion: 'sad' })
    const settled = await room().live.next('settled')
    assert.deepEqual(
      [settled.emotion, settled.valence, settled.confidence, settled.faces],
      ['sad', -0.75, 1, 0],
    )
    for await (const message of told) assert.equal(moodSettled.codec.decode(message.data).source, 'override')
    room().send(1)
    await room().live.next('mood')
    assert.ok(!room().live.said.some(({ type }) => type === 'advice'))
  })

  test('the same choice again is not told again', async () => {
    room().say({ type: 'override', emotion: 'sad' })
    room().say({ type: 'override', emotion: 'sad' })
    room().say({ type: 'override', emotion: 'fear' })
    await room().live.next('settled')
    assert.equal((await room().live.next('settled')).emotion, 'fear')
  })

  test('nobody in the picture is advice, not a mood', async () => {
    room().answer = (number, capturedAt) => ({
      outcome: 'reading',
      reading: readingOf([], { number, capturedAt }),
    })
    for (let number = 0; number < 3; number++) {
      room().send(number)
      await room().live.next('mood')
    }
    assert.equal((await room().live.next('advice')).code, 'no-face')
  })

  test('a playlist and a card are announced to their account, once each, and to nobody else', async () => {
    const other = await openSocket(room().gateway, room().gateway.issuer.signIn())
    const { accountId } = room().listener
    const playlist = {
      playlistId: 'p1',
      accountId,
      sessionId: room().live.sessionId,
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
      room().tell(playlistComposed, playlist)
      room().tell(cardDrawn, card)
    }
    await room().live.next('playlist')
    assert.equal((await room().live.next('card')).cardId, 'c1')
    room().send(1)
    await room().live.next('mood')
    assert.deepEqual(
      room().live.said.map(({ type }) => type),
      ['playlist', 'card', 'mood'],
    )
    assert.deepEqual(other.said, [])
    await other.close()
  })

  test('withdrawn consent, logout and deletion close at once with 1008, each its own sockets only', async () => {
    const at = new Date().toISOString()
    const { accountId, signInId } = room().listener
    room().tell(signInEnded, { accountId, signInId: 'another', at })
    room().tell(signInEnded, { accountId, signInId, at })
    assert.equal((await room().live.closed()).code, 1008)
    room().live = await openSocket(room().gateway, room().listener)
    room().tell(consentWithdrawn, { accountId, purpose: 'location', version: '1', at })
    room().say({ type: 'override', emotion: 'sad' })
    await room().live.next('settled')
    room().tell(consentWithdrawn, { accountId, purpose: 'emotion-recognition', version: '1', at })
    assert.equal((await room().live.closed()).code, 1008)
    room().live = await openSocket(room().gateway, room().listener)
    room().tell(accountDeleted, { accountId, deletedAt: at })
    assert.equal((await room().live.closed()).code, 1008)
  })

  test('a ticket from before consent was withdrawn is refused for that reason, also once all have heard of it', async () => {
    const redis = new Redis(room().gateway.servers.redisUrl)
    const { accountId } = room().listener
    const { ticket } = await getTicket(room().gateway, room().listener)
    const sessionKey = `gateway:session:${room().live.sessionId}`
    assert.equal(await redis.exists(sessionKey), 1)
    await redis.set(`auth:denied-consent:${accountId}`, '1', 'EX', 60)
    room().tell(consentWithdrawn, {
      accountId,
      purpose: 'emotion-recognition',
      version: '1',
      at: new Date().toISOString(),
    })
    await until(async () => (await redis.exists(sessionKey)) === 0)
    const { status } = await refusal(`${room().gateway.url}/v1/live?ticket=${ticket}`)
    assert.equal(status, 403)
    redis.disconnect()
  })

  test('deletion leaves nothing of the account in Redis or in the stream', async () => {
    const redis = new Redis(room().gateway.servers.redisUrl)
    const opened = room().nats.subscribe(subjectOf(moodSettled, room().listener.accountId), { max: 1 })
    room().say({ type: 'override', emotion: 'sad' })
    for await (const message of opened) assert.ok(message.data.length > 0)
    const { accountId } = room().listener
    const remains = async () => {
      const found: string[] = []
      for (const key of await redis.keys('gateway:*')) {
        const dump = await redis.dumpBuffer(key)
        if (key.includes(accountId) || dump?.includes(accountId)) found.push(key)
      }
      return found
    }
    assert.ok((await remains()).length > 0)
    room().tell(accountDeleted, { accountId, deletedAt: new Date().toISOString() })
    await room().live.closed()
    await until(async () => (await remains()).length === 0)
    redis.disconnect()
  })

  test('a session that is resumed says its mood again and is opened only once', async () => {
    const opened = room().nats.subscribe(subjectOf(sessionOpened, room().listener.accountId))
    room().say({ type: 'override', emotion: 'surprise' })
    await room().live.next('settled')
    room().live.socket.terminate()
    const again = await openSocket(room().gateway, room().listener, room().live.sessionId)
    assert.equal((await again.next('settled')).emotion, 'surprise')
    assert.equal(again.sessionId, room().live.sessionId)
    await room().nats.flush()
    opened.unsubscribe()
    assert.ok(opened.getProcessed() <= 1)
    await again.close()
  })

  test('of two sockets for one session the newer wins, the older closes with 1008', async () => {
    const newer = await openSocket(room().gateway, room().listener, room().live.sessionId)
    assert.equal((await room().live.closed()).code, 1008)
    newer.socket.send(frameCodec.encode({ number: 1, capturedAt: 0, jpeg: room().jpeg }))
    await newer.next('mood')
    await newer.close()
  })
})
