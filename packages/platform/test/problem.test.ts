import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, describe, test } from 'node:test'
import { createApp } from '@mooddj/platform/app'
import { defineProblem, retryLater, ServiceUnavailable } from '@mooddj/platform/problem'
import { ProblemSchema } from '@mooddj/shared/problem'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import { settings } from './ground.ts'

const problems = createParser(ProblemSchema)
const ThingMissing = defineProblem<[name: string]>('THING_MISSING', 'There is no %s.', 404)

describe('problems', () => {
  const app = createApp(settings(), 'test')
  const failures: Record<string, () => Error> = {
    named: () => ThingMissing('teapot'),
    later: () => retryLater(ServiceUnavailable('The teapot'), 1.2),
    bug: () => new TypeError('secret is undefined'),
    refused: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' }),
    database: () => Object.assign(new Error('syntax error at "secret"'), { code: 'XX000' }),
    cause: () =>
      new Error('Failed query: secret', {
        cause: Object.assign(new Error('terminating'), { code: '57P01' }),
      }),
    mine: () => Object.assign(new Error('a secret broke'), { code: 'FST_ERR_SECRET', statusCode: 500 }),
    nameless: () => Object.assign(new Error('source contains secrets'), { statusCode: 400 }),
    unauthorized: () => defineProblem('WHO_UNKNOWN', 'Who are you?', 401)(),
  }
  app.get('/failures/:name', { schema: { params: Type.Object({ name: Type.String() }) } }, ({ params }) => {
    throw failures[params.name]?.() ?? new Error('no such failure')
  })
  const body = Type.Object({
    name: Type.String(),
    size: Type.Integer({ minimum: 1 }),
    tags: Type.Array(Type.String()),
  })
  app.post(
    '/things',
    { schema: { body, querystring: Type.Object({ page: Type.Optional(Type.Integer()) }) } },
    ({ query }) => query,
  )
  after(() => app.close())

  const fail = async (name: string) => {
    const response = await app.inject({ url: `/failures/${name}` })
    assert.equal(response.headers['content-type'], 'application/problem+json')
    const problem = problems.parseText(response.body)
    assert.equal(problem.status, response.statusCode)
    return { problem, response }
  }
  const post = (payload: string, url = '/things', type = 'application/json') =>
    app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload })

  test('that have a name are told with it', async () => {
    const { problem } = await fail('named')
    assert.deepEqual(problem, {
      type: '/problems/thing-missing',
      title: 'Thing missing',
      status: 404,
      detail: 'There is no teapot.',
      code: 'THING_MISSING',
    })
  })

  test('that pass say when to come back, in whole seconds', async () => {
    const { problem, response } = await fail('later')
    assert.equal(problem.status, 503)
    assert.equal(response.headers['retry-after'], '2')
    assert.ok(!('retryAfterS' in problem))
  })

  for (const name of ['bug', 'database', 'mine', 'nothing']) {
    test(`of our own making (${name}) tell nothing of the inside`, async () => {
      const { problem, response } = await fail(name)
      assert.deepEqual([problem.status, problem.code], [500, 'INTERNAL_ERROR'])
      assert.ok(!/secret/i.test(response.body))
    })
  }

  for (const name of ['refused', 'cause']) {
    test(`of a server that is away (${name}) say to come back, and not which`, async () => {
      const { problem, response } = await fail(name)
      assert.deepEqual([problem.status, problem.code], [503, 'SERVICE_UNAVAILABLE'])
      assert.equal(response.headers['retry-after'], '1')
      assert.ok(!/secret|ECONN|10\.0/.test(response.body))
    })
  }

  test('of libraries that give a status and no name are named all the same', async () => {
    const { problem } = await fail('nameless')
    assert.deepEqual([problem.status, problem.code], [400, 'REQUEST_MALFORMED'])
    assert.ok(!/secret/.test(problem.detail ?? ''))
  })

  test('of people not signed in say how one would be (RFC 9110, 15.5.2)', async () => {
    assert.equal((await fail('unauthorized')).response.headers['www-authenticate'], 'Bearer')
  })

  test('of a body name every wrong field, and numbers written as text are wrong', async () => {
    const response = await post('{"size":"3","tags":[1]}')
    const { code, errors = [] } = problems.parseText(response.body)
    assert.equal(code, 'REQUEST_INVALID')
    assert.deepEqual(
      errors.map(({ field }) => field).toSorted((a, b) => a.localeCompare(b)),
      ['body.name', 'body.size', 'body.tags.0'],
    )
  })

  test('of a body with several fields missing name each by itself', async () => {
    const { errors = [] } = problems.parseText((await post('{}')).body)
    assert.deepEqual(
      errors.map(({ field }) => field),
      ['body.name', 'body.size', 'body.tags'],
    )
  })

  test('of a query name its field, and numbers written as text are right', async () => {
    const thing = '{"name":"a","size":1,"tags":[]}'
    assert.deepEqual((await post(thing, '/things?page=3')).json(), { page: 3 })
    const { errors = [] } = problems.parseText((await post(thing, '/things?page=three')).body)
    assert.equal(errors[0]?.field, 'querystring.page')
  })

  const refused: [name: string, send: () => ReturnType<typeof post>, status: number, code: string][] = [
    ['no JSON', () => post('{'), 400, 'BODY_NOT_JSON'],
    ['an empty body', () => post(''), 400, 'BODY_EMPTY'],
    ['a body over the limit', () => post(`"${'x'.repeat(65 * 1024)}"`), 413, 'BODY_TOO_LARGE'],
    ['another kind of body', () => post('a', '/things', 'text/csv'), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a prototype in disguise', () => post('{"__proto__":{"x":1}}'), 400, 'BODY_NOT_JSON'],
    ['a path that does not decode', () => post('{}', '/things/%E0%A4%A'), 400, 'URL_MALFORMED'],
    [
      'a path that is too long',
      () => app.inject({ url: `/failures/${'a'.repeat(200)}` }),
      414,
      'URL_TOO_LONG',
    ],
    ['a path that is not there', () => post('{}', '/nowhere'), 404, 'ROUTE_NOT_FOUND'],
  ]
  for (const [name, send, status, code] of refused) {
    test(`of ${name} have a name of their own`, async () => {
      const response = await send()
      const problem = problems.parseText(response.body)
      assert.deepEqual([problem.status, problem.code, response.statusCode], [status, code, status])
      assert.equal(response.headers['content-type'], 'application/problem+json')
    })
  }

  test('of what is no HTTP, or has headers without end, are problem documents too', async () => {
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
    const say = async (text: string) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.end(text)
      // What the server did not read any more resets the connection once the answer is through.
      socket.on('error', () => undefined)
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk.toString()
      })
      await once(socket, 'close')
      const [head = '', body = ''] = heard.split('\r\n\r\n')
      assert.match(head, /content-type: application\/problem\+json/i)
      return problems.parseText(body)
    }
    assert.deepEqual((await say('FOO / HTTP/1.1\r\n\r\n')).code, 'REQUEST_MALFORMED')
    const endless = `GET / HTTP/1.1\r\nhost: a\r\ncookie: ${'x'.repeat(20_000)}\r\n\r\n`
    assert.deepEqual((await say(endless)).code, 'HEADERS_TOO_LARGE')
  })
})
