import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createParser } from '@mooddj/shared/codec'
import { ProblemSchema } from '@mooddj/shared/problem'
import { frameCodec } from '@mooddj/shared/frame'
import sharp from 'sharp'
import {
  type FakeInference,
  faceOf,
  probabilitiesOf,
  readingOf,
  startFakeInference,
} from './fake-inference.ts'
import {
  connectSocket,
  getTicket,
  openSocket,
  refusal,
  startGateway,
  type TestGateway,
} from './start-house.ts'
import { until } from './until.ts'

const problems = createParser(ProblemSchema)

describe('a house in which three sessions can be read', () => {
  let gateway: TestGateway
  let inference: FakeInference
  let jpeg: Buffer
  before(async () => {
    gateway = await startGateway({ FRAMES_PER_SECOND_LEAST: 2 })
    const jpegs = sharp({ create: { width: 48, height: 36, channels: 3, background: '#888' } })
    jpeg = await jpegs.jpeg().toBuffer()
  })
  after(async () => {
    await inference.stop()
    await gateway.stop()
  })
  const ask = async (listener = gateway.issuer.signIn(), body: object = {}) => {
    const response = await fetch(`${gateway.url}/v1/live/tickets`, {
      method: 'POST',
      headers: { authorization: listener.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      text: await response.text(),
    }
  }

  test('lets everyone in while nobody knows how many can be read', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 5 }, () => openSocket(gateway, gateway.issuer.signIn())),
    )
    await Promise.all(sockets.map((socket) => socket.close()))
  })

  test('is full with three: the fourth hears so in plain words at the ticket and at the socket, with a time to come back', async () => {
    inference = await startFakeInference(
      gateway.servers.natsUrl,
      ({ number, capturedAt }, sessionId) => {
        const reading = readingOf([faceOf(probabilitiesOf('happy'))], { number, capturedAt })
        inference.answer(sessionId, { outcome: 'reading', reading })
      },
      { capacity: 7 },
    )
    const held = await getTicket(gateway, gateway.issuer.signIn())
    const sockets = await Promise.all(
      Array.from({ length: 3 }, () => openSocket(gateway, gateway.issuer.signIn())),
    )
    await until(async () => (await ask()).status === 503)
    const { retryAfter, text } = await ask()
    const { code, detail } = problems.parseText(text)
    assert.equal(code, 'HOUSE_FULL')
    assert.match(detail ?? '', /^All 3 places are taken right now: .* Try again in 5 seconds\.$/)
    assert.equal(retryAfter, '5')
    const refused = await refusal(`${gateway.url}/v1/live?ticket=${held.ticket}`)
    assert.deepEqual([refused.status, refused.headers['retry-after']], [503, '5'])
    assert.equal(problems.parse(refused.problem).code, 'HOUSE_FULL')
    // Whoever is in stays in, and is read.
    for (const [index, socket] of sockets.entries()) {
      socket.socket.send(frameCodec.encode({ number: index, capturedAt: 0, jpeg }))
      await socket.next('mood')
    }
    await Promise.all(sockets.map((socket) => socket.close()))
    assert.equal((await ask()).status, 201)
  })

  test('takes back who was in before it filled up', async () => {
    const listener = gateway.issuer.signIn()
    const mine = await openSocket(gateway, listener)
    const others = await Promise.all(
      Array.from({ length: 2 }, () => openSocket(gateway, gateway.issuer.signIn())),
    )
    await mine.close()
    others.push(await openSocket(gateway, gateway.issuer.signIn()))
    assert.equal((await ask()).status, 503)
    const ticket = await getTicket(gateway, listener, mine.sessionId)
    const back = await connectSocket(gateway, ticket)
    await Promise.all([back, ...others].map((socket) => socket.close()))
  })

  test('counts the sessions that inference reads for other gateways, and grows with what inference can do', async () => {
    inference.says.sessions = 3
    inference.announce()
    await until(async () => (await ask()).status === 503)
    inference.says.capacity = 8
    inference.announce()
    await until(async () => (await ask()).status === 201)
  })
})
