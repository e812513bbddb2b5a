import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { ask } from '@mooddj/platform/ask'
import { createProblem } from '@mooddj/platform/problem'
import { Type } from 'typebox'

const answers: Record<string, [status: number, body: object]> = {
  '/good': [200, { size: 3 }],
  '/refused': [409, createProblem('THING_TAKEN', 409, 'Somebody has 100 % of it.')],
  '/absent': [501, createProblem('THING_NOT_CONFIGURED', 501, 'This house has no such thing.')],
  '/broken': [500, createProblem('INTERNAL_ERROR', 500, 'Something went wrong.')],
  '/wordless': [404, {}],
}
const server = createServer((request, response) => {
  const [status, body] = answers[request.url ?? ''] ?? [404, {}]
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
let base: string
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  base = `http://127.0.0.1:${address.port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})

const asked = (path: string) =>
  ask(base + path, {
    schema: Type.Object({ size: Type.Integer() }),
    authorization: undefined,
    what: 'The thing',
  })
const fails = (path: string, statusCode: number, code: string, message: RegExp) =>
  assert.rejects(asked(path), { statusCode, code, message })

test('an answer is given, checked', async () => {
  assert.deepEqual(await asked('/good'), { size: 3 })
})

test('what another service refuses is passed on in its own words; that it is not set up, too', async () => {
  await fails('/refused', 409, 'THING_TAKEN', /^Somebody has 100 % of it\.$/)
  await fails('/absent', 501, 'THING_NOT_CONFIGURED', /no such thing/)
})

test('whatever else goes wrong there is an absence to the caller', async () => {
  await fails('/broken', 503, 'SERVICE_UNAVAILABLE', /^The thing cannot be reached/)
  await fails('/wordless', 503, 'SERVICE_UNAVAILABLE', /cannot be reached/)
})
