import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiProblem } from '../features/api/api-problem.ts'
import { createCaller } from '../features/api/caller.ts'
import { openHouse, sendJson, sendProblem } from './http-house.ts'

function isProblem(code: string) {
  return (error: unknown) => error instanceof ApiProblem && error.problem.code === code
}

test('a patient call outlasts a service that is away and arrives with the same key each time', async (t) => {
  const keys: unknown[] = []
  const origin = await openHouse(t, (request, response) => {
    keys.push(request.headers['idempotency-key'])
    if (keys.length < 3) sendProblem(response, 503, 'SERVICE_UNAVAILABLE', { 'retry-after': '0' })
    else sendJson(response, 201, { ok: true })
  })
  const response = await createCaller({ origin }).send({
    method: 'POST',
    path: '/v1/playlists',
    body: {},
    headers: { 'idempotency-key': 'one-press' },
    patienceMs: 5_000,
  })
  assert.equal(response.status, 201)
  assert.deepEqual(keys, ['one-press', 'one-press', 'one-press'])
})

test('a call without patience asks once', async (t) => {
  let asked = 0
  const origin = await openHouse(t, (_request, response) => {
    asked += 1
    sendProblem(response, 503, 'SERVICE_UNAVAILABLE', { 'retry-after': '0' })
  })
  await assert.rejects(
    createCaller({ origin }).send({ method: 'POST', path: '/v1/cards' }),
    isProblem('SERVICE_UNAVAILABLE'),
  )
  assert.equal(asked, 1)
})

test('a refusal that waiting does not mend is not asked again, however patient the call', async (t) => {
  let asked = 0
  const origin = await openHouse(t, (_request, response) => {
    asked += 1
    sendProblem(response, 409, 'MOOD_NOT_SETTLED')
  })
  const call = { method: 'POST', path: '/v1/playlists', patienceMs: 5_000 } as const
  await assert.rejects(createCaller({ origin }).send(call), isProblem('MOOD_NOT_SETTLED'))
  assert.equal(asked, 1)
})

test('patience ends: the last failure is told', async (t) => {
  const origin = await openHouse(t, (_request, response) => sendProblem(response, 503, 'SERVICE_UNAVAILABLE'))
  await assert.rejects(
    createCaller({ origin }).send({ method: 'GET', path: '/v1/cards', patienceMs: 400 }),
    isProblem('SERVICE_UNAVAILABLE'),
  )
})

test('a server that nobody answers at is a named problem', async (t) => {
  const origin = await openHouse(t, (request) => request.socket.destroy())
  await assert.rejects(
    createCaller({ origin }).send({ method: 'GET', path: '/' }),
    isProblem('NETWORK_UNREACHABLE'),
  )
})

test('an error page that is no problem document still becomes a named problem', async (t) => {
  const origin = await openHouse(t, (_request, response) => {
    response.writeHead(500, { 'content-type': 'text/html' })
    response.end('<h1>oops</h1>')
  })
  await assert.rejects(
    createCaller({ origin }).send({ method: 'GET', path: '/' }),
    isProblem('ANSWER_UNREADABLE'),
  )
})

test('a call that is stopped while it waits rejects at once', async (t) => {
  const origin = await openHouse(t, (_request, response) =>
    sendProblem(response, 503, 'AWAY', { 'retry-after': '2' }),
  )
  const stop = new AbortController()
  const call = createCaller({ origin }).send({
    method: 'GET',
    path: '/',
    patienceMs: 60_000,
    signal: stop.signal,
  })
  stop.abort()
  await assert.rejects(call)
})
