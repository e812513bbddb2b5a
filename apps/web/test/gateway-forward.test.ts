import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { forwardToGateway } from '../features/settings/gateway-forward.ts'
import { openHouse, sendJson, sendProblem } from './http-house.ts'

test('method, query, body, cookies, origin and forwarded address reach the gateway; its cookies come back apart', async (t) => {
  const origin = await openHouse(t, (request, response, body) => {
    const { cookie, origin: from, 'x-forwarded-for': address } = request.headers
    response.setHeader('set-cookie', ['a=1; HttpOnly', 'b=2; Path=/v1/auth'])
    sendJson(response, 201, {
      method: request.method,
      url: request.url,
      cookie,
      from,
      address,
      body: body.toString(),
    })
  })
  const request = new Request('http://page.test/v1/auth/refresh?x=1', {
    method: 'POST',
    body: 'hello',
    headers: { cookie: 'r=9', origin: 'http://page.test', 'x-forwarded-for': '203.0.113.9' },
  })
  const response = await forwardToGateway(request, origin)
  assert.equal(response.status, 201)
  assert.deepEqual(response.headers.getSetCookie(), ['a=1; HttpOnly', 'b=2; Path=/v1/auth'])
  assert.deepEqual(await response.json(), {
    method: 'POST',
    url: '/v1/auth/refresh?x=1',
    cookie: 'r=9',
    from: 'http://page.test',
    address: '203.0.113.9',
    body: 'hello',
  })
})

test('an upload of eight megabytes arrives whole', async (t) => {
  const origin = await openHouse(t, (_request, response, body) =>
    sendJson(response, 200, { bytes: body.byteLength }),
  )
  const body = new Uint8Array(8 * 1024 * 1024).fill(7)
  const response = await forwardToGateway(
    new Request('http://page.test/v1/cards', { method: 'POST', body }),
    origin,
  )
  assert.deepEqual(await response.json(), { bytes: body.byteLength })
})

test('problems and how long to wait come back as they were said', async (t) => {
  const origin = await openHouse(t, (_request, response) =>
    sendProblem(response, 429, 'TOO_MANY', { 'retry-after': '7' }),
  )
  const response = await forwardToGateway(new Request('http://page.test/v1/auth/login'), origin)
  assert.equal(response.status, 429)
  assert.equal(response.headers.get('retry-after'), '7')
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
})

test('an answer without a body passes', async (t) => {
  const origin = await openHouse(t, (_request, response) => response.writeHead(204).end())
  const response = await forwardToGateway(
    new Request('http://page.test/v1/cards/1', { method: 'DELETE' }),
    origin,
  )
  assert.equal(response.status, 204)
})

test('a gateway that is away is a 503 problem that says when to come back', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const address = nobody.address()
  nobody.close()
  await once(nobody, 'close')
  assert.ok(address !== null && typeof address === 'object')
  const response = await forwardToGateway(
    new Request('http://page.test/v1/me'),
    `http://127.0.0.1:${address.port}`,
  )
  assert.equal(response.status, 503)
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.equal(response.headers.get('retry-after'), '1')
  const problem: unknown = await response.json()
  assert.ok(typeof problem === 'object' && problem !== null && 'code' in problem)
  assert.equal(problem.code, 'GATEWAY_UNREACHABLE')
})
