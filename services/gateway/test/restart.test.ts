import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { subjectOf } from '@mooddj/shared/channel'
import { moodSettled, sessionOpened } from '@mooddj/shared/channels'
import { frameCodec } from '@mooddj/shared/frame'
import { connect } from '@nats-io/transport-node'
import { Redis } from 'ioredis'
import sharp from 'sharp'
import {
  type FakeInference,
  faceOf,
  probabilitiesOf,
  readingOf,
  startFakeInference,
} from './fake-inference.ts'
import {
  getTicket,
  openSocket,
  refusal,
  startGateway,
  type TestGateway,
  type TestSocket,
} from './start-house.ts'
import { until } from './until.ts'

describe('when something restarts', () => {
  let gateway: TestGateway
  let inference: FakeInference
  let jpeg: Buffer
  let live: TestSocket
  let listener: ReturnType<TestGateway['issuer']['signIn']>
  before(async () => {
    gateway = await startGateway()
    inference = await startFakeInference(gateway.servers.natsUrl, ({ number, capturedAt }, sessionId) => {
      const reading = readingOf([faceOf(probabilitiesOf('happy'))], { number, capturedAt })
      inference.answer(sessionId, { outcome: 'reading', reading })
    })
    jpeg = await sharp({ create: { width: 48, height: 36, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
  })
  after(async () => {
    await inference.stop()
    await gateway.stop()
  })
  beforeEach(async () => {
    listener = gateway.issuer.signIn()
    live = await openSocket(gateway, listener)
  })
  afterEach(() => live.socket.terminate())

  const say = (message: object) => live.socket.send(JSON.stringify(message))
  /** Sends frames until one comes back as a mood. */
  const moodAgain = async (number: number) => {
    const mood = live.next('mood', 15_000)
    const timer = setInterval(
      () => live.socket.send(frameCodec.encode({ number: number++, capturedAt: 0, jpeg })),
      50,
    )
    try {
      return await mood
    } finally {
      clearInterval(timer)
    }
  }
  /** The kept messages of one subject, once there are so many. */
  const kept = async (subject: string, count: number) => {
    const { host, username, password } = new URL(gateway.servers.natsUrl)
    const nats = await connect({ servers: host, user: username, pass: password })
    const deadline = Date.now() + 15_000
    const found: string[] = []
    for (let sequence = 1; found.length < count && Date.now() < deadline;) {
      const answer = await nats.request(
        '$JS.API.STREAM.MSG.GET.every',
        JSON.stringify({ seq: sequence, next_by_subj: subject }),
      )
      const { message } = answer.json<{ message?: { seq: number; data: string } }>()
      if (message === undefined) continue
      sequence = message.seq + 1
      found.push(Buffer.from(message.data, 'base64').toString())
    }
    await nats.close()
    return found
  }

  test('NATS: the socket stays open, frames flow on, and what settled meanwhile is told', async () => {
    await moodAgain(0)
    await gateway.servers.nats.kill()
    say({ type: 'override', emotion: 'fear' })
    await live.next('settled')
    // Longer than a process may be silent while NATS is there.
    await wait(3_500)
    live.socket.send(frameCodec.encode({ number: 1_000, capturedAt: 0, jpeg }))
    while ((await live.next('mood')).number !== 1_000);
    await gateway.servers.nats.start()
    const [event] = await kept(subjectOf(moodSettled, listener.accountId), 1)
    assert.equal(moodSettled.codec.decode(new TextEncoder().encode(event)).emotion, 'fear')
    await moodAgain(2_000)
  })

  test('Redis: the socket stays open, tickets are a 503 problem meanwhile, and the session can be resumed afterwards', async () => {
    const { ticket } = await getTicket(gateway, listener)
    await gateway.servers.redis.kill()
    await moodAgain(0)
    say({ type: 'override', emotion: 'sad' })
    await live.next('settled')
    const asked = await fetch(`${gateway.url}/v1/live/tickets`, {
      method: 'POST',
      headers: { authorization: listener.authorization },
    })
    assert.equal(asked.status, 503)
    assert.match(asked.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.ok(Number(asked.headers.get('retry-after')) >= 1)
    assert.equal((await refusal(`${gateway.url}/v1/live?ticket=${ticket}`)).status, 503)
    await gateway.servers.redis.start()
    const redis = new Redis(gateway.servers.redisUrl)
    const held = () => redis.hget(`gateway:session:${live.sessionId}`, 'held')
    await until(async () => (await held())?.includes('sad') === true, 15_000)
    redis.disconnect()
    const again = await openSocket(gateway, listener, live.sessionId)
    assert.equal((await again.next('settled')).emotion, 'sad')
    await again.close()
    const [event] = await kept(subjectOf(moodSettled, listener.accountId), 1)
    assert.match(event ?? '', /sad/)
  })

  test('the gateway, in good order: sockets close with 1012 within two seconds, and another goes on with the session', async () => {
    const first = await gateway.another()
    const socket = await openSocket(first, listener)
    socket.socket.send(JSON.stringify({ type: 'override', emotion: 'disgust' }))
    await socket.next('settled')
    const begun = performance.now()
    const closing = first.close()
    assert.equal((await socket.closed()).code, 1012)
    await closing
    assert.ok(performance.now() - begun < 2_500)
    const again = await openSocket(gateway, listener, socket.sessionId)
    assert.equal((await again.next('settled')).emotion, 'disgust')
    await again.close()
    assert.equal((await kept(subjectOf(sessionOpened, listener.accountId), 2)).length, 2)
  })

  test('the gateway, while it ends: a new socket is a 503 problem with Retry-After, one that does not let go is cut', async () => {
    const first = await gateway.another()
    const [{ ticket }, stuck] = [await getTicket(gateway, listener), await openSocket(first, listener)]
    stuck.socket.pause()
    const closing = first.close()
    const { status, headers, problem } = await refusal(`${first.url}/v1/live?ticket=${ticket}`)
    assert.equal(status, 503)
    assert.match(JSON.stringify(problem), /SERVICE_RESTARTING/)
    assert.ok(Number(headers['retry-after']) >= 1)
    await closing
    stuck.socket.terminate()
  })

  test('a gateway that starts tells what another could not tell before it died', async () => {
    const redis = new Redis(gateway.servers.redisUrl)
    const event = {
      sessionId: live.sessionId,
      accountId: listener.accountId,
      emotion: 'angry' as const,
      valence: -0.65,
      arousal: 0.5,
      confidence: 0.8,
      faces: 1,
      source: 'camera' as const,
      settledAt: new Date().toISOString(),
    }
    const untold = {
      channel: moodSettled.name,
      accountId: listener.accountId,
      payload: JSON.stringify(event),
    }
    await redis.hset('gateway:events:untold', 'settled-x-1', JSON.stringify(untold))
    const second = await gateway.another()
    const events = await kept(subjectOf(moodSettled, listener.accountId), 1)
    assert.deepEqual(
      events.map((text) => JSON.parse(text).emotion),
      ['angry'],
    )
    await until(async () => (await redis.hlen('gateway:events:untold')) === 0)
    redis.disconnect()
    await second.close()
  })

  test('inference that is away: frames are told as slow, and read again once it is back', async () => {
    await inference.stop()
    for (let number = 0; number < 5; number++)
      live.socket.send(frameCodec.encode({ number, capturedAt: 0, jpeg }))
    await live.next('slow')
    inference = await startFakeInference(gateway.servers.natsUrl, ({ number, capturedAt }, sessionId) => {
      const reading = readingOf([], { number, capturedAt })
      inference.answer(sessionId, { outcome: 'reading', reading })
    })
    await moodAgain(10)
  })
})
