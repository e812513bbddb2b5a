import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { startGateway, type TestGateway } from './start-house.ts'

const MIB = 1024 * 1024

describe('the REST edge', () => {
  let gateway: TestGateway
  let upstream: FastifyInstance
  let authorization: string
  let bytesHeard = 0
  const url = (path: string) => `${gateway.url}${path}`

  before(async () => {
    upstream = fastify({ bodyLimit: 100 * MIB, forceCloseConnections: true })
    upstream.addContentTypeParser('*', (_request, payload, done) => {
      bytesHeard = 0
      payload.on('data', (chunk: Buffer) => (bytesHeard += chunk.length))
      payload.on('end', () => done(null, bytesHeard))
      payload.on('error', done)
    })
    upstream.route({
      method: ['GET', 'POST', 'PUT', 'DELETE'],
      url: '/*',
      handler: (request, reply) => {
        if (request.url.endsWith('/hang')) return new Promise(() => undefined)
        if (request.url.endsWith('/reset')) return void request.raw.socket.destroy()
        return reply
          .header('set-cookie', ['a=1; HttpOnly', 'b=2; Path=/v1/auth'])
          .header('location', '/v1/playlists/7')
          .code(request.method === 'POST' ? 201 : 200)
          .send({
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: request.body ?? null,
          })
      },
    })
    const address = await upstream.listen({ host: '127.0.0.1', port: 0 })
    gateway = await startGateway({
      INFERENCE_URL: address,
      PLAYLIST_URL: address,
      GUESTS_PER_MINUTE: 3,
      WEB_ORIGIN: 'https://dj.example',
    })
    ;({ authorization } = gateway.issuer.signIn())
  })
  after(async () => {
    await gateway.stop()
    await upstream.close()
  })

  /** A call's status and its body, read as JSON. */
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url(path), init)
    const text = await response.text()
    const body: Record<string, unknown> =
      text === '' ? {} : Object.fromEntries(Object.entries(JSON.parse(text)))
    return { status: response.status, headers: response.headers, body }
  }
  const assertProblem = (answer: Awaited<ReturnType<typeof call>>, status: number, code: string) => {
    assert.deepEqual([answer.status, answer.body['code']], [status, code])
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  }
  const form = (bytes: number) => {
    const body = new FormData()
    body.append('photo', new Blob([new Uint8Array(bytes)]), 'photo.jpg')
    return body
  }

  test('passes method, path, query, body, cookies and status through, both ways', async () => {
    const answer = await call('/v1/playlists/7/feelings?x=%20y', {
      method: 'POST',
      headers: { authorization, cookie: 'c=3', 'content-type': 'application/json' },
      body: '{"when":"before"}',
    })
    assert.equal(answer.status, 201)
    assert.equal(answer.body['url'], '/v1/playlists/7/feelings?x=%20y')
    assert.deepEqual(answer.body['body'], { when: 'before' })
    assert.deepEqual(answer.headers.getSetCookie(), ['a=1; HttpOnly', 'b=2; Path=/v1/auth'])
    assert.equal(answer.headers.get('location'), '/v1/playlists/7')
    assert.match(JSON.stringify(answer.body['headers']), /"cookie":"c=3"/)
  })

  test('says who asked by what it sees itself or a trusted proxy says, and drops what would not travel', async () => {
    const { body } = await call('/v1/playlists', {
      headers: { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=evil' },
    })
    const headers = JSON.stringify(body['headers'])
    assert.match(headers, /"x-forwarded-for":"198.51.100.7"/)
    assert.match(headers, /"x-forwarded-proto":"http"/)
    assert.doesNotMatch(headers, /"forwarded":/)
  })

  test('answers HEAD, OPTIONS and a DELETE without a body', async () => {
    assert.equal((await fetch(url('/v1/playlists'), { method: 'HEAD' })).status, 200)
    assert.equal((await fetch(url('/v1/playlists'), { method: 'OPTIONS' })).status, 204)
    const deleted = await call('/v1/playlists/7', { method: 'DELETE' })
    assert.equal(deleted.status, 200)
    const forgotten = await call('/v1/taste', { method: 'DELETE' })
    assert.deepEqual([forgotten.status, forgotten.body['url']], [200, '/v1/taste'])
  })

  test('a GET with a body, and an upload that waits for 100-continue, are served', async () => {
    for (const [head, body] of [
      ['GET /v1/playlists HTTP/1.1\r\nContent-Length: 5', 'hello'],
      [
        'POST /v1/playlists HTTP/1.1\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 5',
        'hello',
      ],
    ] as const) {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
      socket.write(`${head}\r\nHost: gateway\r\nConnection: close\r\n\r\n${body}`)
      let text = ''
      socket.on('data', (chunk) => (text += String(chunk)))
      await once(socket, 'close')
      assert.match(text, /HTTP\/1\.1 20[01] /)
    }
  })

  test('a service that is away is a 503 problem with Retry-After, for every method', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await call('/v1/cards', { method })
      assertProblem(answer, 503, 'SERVICE_UNAVAILABLE')
      assert.ok(Number(answer.headers.get('retry-after')) >= 1)
      assert.match(String(answer.body['detail']), /^Vibe Cards/)
    }
  })

  test('a service that dies in the middle of an answer is a 503 problem', async () => {
    assertProblem(await call('/v1/playlists/reset', { method: 'POST' }), 503, 'SERVICE_UNAVAILABLE')
    assertProblem(await call('/v1/playlists/reset'), 503, 'SERVICE_UNAVAILABLE')
  })

  test('what is inside stays inside', async () => {
    const inner = [
      '/v1/exports/me',
      '/v1/spotify-tokens/me',
      '/v1/spotify-tokens/errand',
      '/.well-known/jwks.json',
      '/internal',
      '/readyz',
      '/metrics',
      '/v1',
      '/',
      '/v1/playlistsx',
    ]
    for (const path of inner) assertProblem(await call(path), 404, 'ROUTE_NOT_FOUND')
    for (const path of [
      '/v1/playlists/..%2fexports/me',
      '/v1/playlists/%2e%2e/exports/me',
      '/v1/playlists/..%5cexports',
      '/v1/spotify/..%2fspotify-tokens/me',
      '/v1/spotify/%2e%2e/spotify-tokens/me',
    ]) {
      const { status, body } = await call(path)
      assert.ok(
        status === 400 || status === 404 || !String(body['url']).includes('exports'),
        `${path}: ${status}`,
      )
    }
  })

  test('a photo goes through only with a token and consent', async () => {
    const post = (headers: Record<string, string>) =>
      call('/v1/readings', { method: 'POST', headers, body: form(1000) })
    assertProblem(await post({}), 401, 'TOKEN_MISSING')
    assertProblem(
      await post({ authorization: gateway.issuer.signIn({ consents: false }).authorization }),
      403,
      'CONSENT_MISSING',
    )
    const { status, body } = await post({ authorization })
    assert.equal(status, 201)
    assert.ok(Number(body['body']) > 1000)
  })

  test('a photo of 8 MiB goes through; more is 413, with its length announced or not', async () => {
    const post = (body: Uint8Array<ArrayBuffer> | ReadableStream) =>
      call('/v1/readings', {
        method: 'POST',
        headers: { authorization, 'content-type': 'multipart/form-data; boundary=x' },
        body,
        duplex: 'half',
      })
    assert.equal((await post(new Uint8Array(8 * MIB + 1000))).status, 201)
    assertProblem(await post(new Uint8Array(9 * MIB)), 413, 'BODY_TOO_LARGE')
    let left = 30
    const endless = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(MIB))
        else controller.close()
      },
    })
    assertProblem(await post(endless), 413, 'BODY_TOO_LARGE')
    assert.ok(bytesHeard < 10 * MIB)
  })

  test('JSON of more than 64 KiB is 413', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(70_000) })
    const headers = { 'content-type': 'application/json' }
    assertProblem(await call('/v1/playlists', { method: 'POST', headers, body }), 413, 'BODY_TOO_LARGE')
  })

  test('many new guests from one address are told to wait; another address is not', async () => {
    const start = (address: string) =>
      call('/v1/auth/guests', { method: 'POST', headers: { 'x-forwarded-for': address } })
    for (let count = 0; count < 3; count++) assert.equal((await start('203.0.113.5')).status, 404)
    const refused = await start('203.0.113.5')
    assertProblem(refused, 429, 'REQUESTS_TOO_MANY')
    const wait = Number(refused.headers.get('retry-after'))
    assert.ok(wait >= 1 && wait <= 60)
    assert.equal((await start('203.0.113.6')).status, 404)
  })

  test('only our own pages may call with credentials from another origin', async () => {
    const allowed = async (origin: string) =>
      (await fetch(url('/v1/playlists'), { headers: { origin } })).headers
    assert.equal(
      (await allowed('https://dj.example')).get('access-control-allow-origin'),
      'https://dj.example',
    )
    assert.equal((await allowed('https://dj.example')).get('access-control-allow-credentials'), 'true')
    assert.equal((await allowed('https://evil.example')).get('access-control-allow-origin'), null)
    const preflight = await fetch(url('/v1/cards'), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://dj.example',
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      },
    })
    assert.equal(preflight.status, 204)
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /DELETE/)
  })

  test('answers carry headers that keep browsers careful', async () => {
    const { headers } = await fetch(url('/v1/openapi.json'))
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('content-security-policy') ?? '', /default-src/)
  })

  test('linking Spotify is answered by auth', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await call('/v1/spotify/link', { method })
      assert.deepEqual([status, body], [404, {}])
    }
  })
})
