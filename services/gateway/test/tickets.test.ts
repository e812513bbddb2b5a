import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Redis } from 'ioredis'
import {
  connectSocket,
  getTicket,
  openSocket,
  refusal,
  startGateway,
  type TestGateway,
} from './start-house.ts'

describe('tickets', () => {
  let gateway: TestGateway
  let redis: Redis
  before(async () => {
    gateway = await startGateway({ LIVE_SESSIONS_MAX: 3 })
    redis = new Redis(gateway.servers.redisUrl)
  })
  after(async () => {
    redis.disconnect()
    await gateway.stop()
  })
  const ask = async (headers: Record<string, string>, body?: string) => {
    const response = await fetch(`${gateway.url}/v1/live/tickets`, {
      method: 'POST',
      headers,
      ...(body !== undefined && { body }),
    })
    const answer: unknown = await response.json()
    return { status: response.status, type: response.headers.get('content-type'), answer }
  }
  const codeOf = (answer: unknown) =>
    typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined
  const liveUrl = (ticket: string) => `${gateway.url}/v1/live?ticket=${ticket}`

  test('a consenting listener gets one for a new session, with a body or without', async () => {
    const { authorization } = gateway.issuer.signIn()
    for (const [headers, body] of [
      [{ authorization }, undefined],
      [{ authorization, 'content-type': 'application/json' }, '{}'],
    ] as const) {
      const { status, answer } = await ask(headers, body)
      assert.equal(status, 201)
      assert.ok(typeof answer === 'object' && answer !== null && 'ticket' in answer && 'expiresInS' in answer)
      assert.match(String(answer.ticket), /^[\w-]{43}$/)
      assert.equal(answer.expiresInS, 30)
    }
  })

  test('without a token 401, without consent 403, both as problems', async () => {
    const missing = await ask({})
    assert.deepEqual([missing.status, codeOf(missing.answer)], [401, 'TOKEN_MISSING'])
    assert.match(missing.type ?? '', /^application\/problem\+json/)
    const wrong = await ask({ authorization: 'Bearer not.a.token' })
    assert.deepEqual([wrong.status, codeOf(wrong.answer)], [401, 'TOKEN_INVALID'])
    const unwilling = await ask({ authorization: gateway.issuer.signIn({ consents: false }).authorization })
    assert.deepEqual([unwilling.status, codeOf(unwilling.answer)], [403, 'CONSENT_MISSING'])
  })

  test('wrong types are 400 with the field named', async () => {
    const { authorization } = gateway.issuer.signIn()
    const { status, answer } = await ask(
      { authorization, 'content-type': 'application/json' },
      '{"sessionId": 7}',
    )
    assert.equal(status, 400)
    assert.match(JSON.stringify(answer), /"field":"body\.sessionId"/)
  })

  test('somebody else’s session, an unknown one and nonsense are 404', async () => {
    const owner = gateway.issuer.signIn()
    const stranger = gateway.issuer.signIn()
    const socket = await openSocket(gateway, owner)
    for (const sessionId of [socket.sessionId, randomUUID(), '../../etc', 'x'.repeat(64)]) {
      const headers = { authorization: stranger.authorization, 'content-type': 'application/json' }
      const { status, answer } = await ask(headers, JSON.stringify({ sessionId }))
      assert.deepEqual([status, codeOf(answer)], [404, 'SESSION_NOT_FOUND'])
    }
    assert.equal((await getTicket(gateway, owner, socket.sessionId)).sessionId, socket.sessionId)
    await socket.close()
  })

  test('a ticket opens one socket; used, made up or missing it is 401 before the upgrade', async () => {
    const ticket = await getTicket(gateway, gateway.issuer.signIn())
    const socket = await connectSocket(gateway, ticket)
    assert.equal(socket.socket.protocol, 'mooddj.v1')
    for (const url of [liveUrl(ticket.ticket), liveUrl('made-up'), liveUrl(''), `${gateway.url}/v1/live`]) {
      const { status, headers, problem } = await refusal(url)
      assert.deepEqual([status, codeOf(problem)], [401, 'TICKET_INVALID'])
      assert.match(String(headers['content-type']), /^application\/problem\+json/)
    }
    await socket.close()
  })

  test('a ticket is old after thirty seconds, and Redis never holds the ticket itself', async () => {
    const { ticket } = await getTicket(gateway, gateway.issuer.signIn())
    const keys = await redis.keys('gateway:ticket:*')
    assert.ok(keys.length > 0 && !keys.some((key) => key.includes(ticket)))
    for (const key of keys) {
      const ttl = await redis.ttl(key)
      assert.ok(ttl > 0 && ttl <= 30)
      await redis.expire(key, 0)
    }
    assert.equal((await refusal(liveUrl(ticket))).status, 401)
  })

  test('two sockets that race for one ticket: exactly one opens', async () => {
    const ticket = await getTicket(gateway, gateway.issuer.signIn())
    const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => connectSocket(gateway, ticket)))
    const opened = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
    assert.equal(opened.length, 1)
    await opened[0]?.close()
  })

  test('a listener who logged out, was deleted or withdrew consent since is refused', async () => {
    const [loggedOut, deleted, unwilling] = [
      gateway.issuer.signIn(),
      gateway.issuer.signIn(),
      gateway.issuer.signIn(),
    ]
    const tickets = await Promise.all(
      [loggedOut, deleted, unwilling].map((listener) => getTicket(gateway, listener)),
    )
    await redis.set(`auth:denied-sign-in:${loggedOut.signInId}`, '1', 'EX', 60)
    await redis.set(`auth:denied-account:${deleted.accountId}`, '1', 'EX', 60)
    await redis.set(`auth:denied-consent:${unwilling.accountId}`, '1', 'EX', 60)
    const answers = await Promise.all(tickets.map(({ ticket }) => refusal(liveUrl(ticket))))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 401, 403],
    )
    assert.deepEqual(
      answers.map(({ problem }) => codeOf(problem)),
      ['TOKEN_INVALID', 'TOKEN_INVALID', 'CONSENT_MISSING'],
    )
  })

  test('a page of a strange origin is refused; our own, by any name of this machine, is let in', async () => {
    const listener = gateway.issuer.signIn()
    const { ticket } = await getTicket(gateway, listener)
    const strange = await refusal(liveUrl(ticket), { origin: 'https://evil.example' })
    assert.deepEqual([strange.status, codeOf(strange.problem)], [403, 'ORIGIN_NOT_ALLOWED'])
    for (const origin of ['http://127.0.0.1:3000', 'http://localhost:3000']) {
      const again = await getTicket(gateway, listener)
      await assert.rejects(refusal(liveUrl(again.ticket), { origin }), /was opened/)
    }
  })

  test('a socket that does not offer the subprotocol is refused with 400', async () => {
    const { ticket } = await getTicket(gateway, gateway.issuer.signIn())
    const { status, problem } = await refusal(liveUrl(ticket), { protocol: 'chat' })
    assert.deepEqual([status, codeOf(problem)], [400, 'HANDSHAKE_INVALID'])
  })

  test('a call that is no WebSocket gets 426, and 401 without a ticket', async () => {
    assert.equal((await fetch(liveUrl('any'))).status, 426)
    assert.equal((await fetch(`${gateway.url}/v1/live`)).status, 401)
  })

  test('a full house answers 503 with Retry-After; coming back to an own session needs no second place', async () => {
    const listener = gateway.issuer.signIn()
    const { ticket } = await getTicket(gateway, listener)
    const sockets = await Promise.all([1, 2, 3].map(() => openSocket(gateway, listener)))
    const asked = await fetch(`${gateway.url}/v1/live/tickets`, {
      method: 'POST',
      headers: { authorization: listener.authorization },
    })
    assert.deepEqual([asked.status, codeOf(await asked.json())], [503, 'HOUSE_FULL'])
    assert.ok(Number(asked.headers.get('retry-after')) >= 1)
    const full = await refusal(liveUrl(ticket))
    assert.deepEqual([full.status, codeOf(full.problem)], [503, 'HOUSE_FULL'])
    assert.ok(Number(full.headers['retry-after']) >= 1)
    const again = await openSocket(gateway, listener, sockets[0]?.sessionId)
    assert.equal((await sockets[0]?.closed())?.code, 1008)
    await Promise.all([again, ...sockets.slice(1)].map((socket) => socket.close()))
  })
})
