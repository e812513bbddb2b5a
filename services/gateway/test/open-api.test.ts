import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startGateway, type TestGateway } from './start-house.ts'

describe('the description of the API', () => {
  let gateway: TestGateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.stop())

  test('lists every public call, each with its problems, and resolves every reference', async () => {
    const response = await fetch(`${gateway.url}/v1/openapi.json`)
    const text = await response.text()
    const document = JSON.parse(text)
    assert.equal(document.openapi, '3.1.0')
    const calls = Object.entries<object>(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    )
    for (const expected of PUBLIC_CALLS) assert.ok(calls.includes(expected), expected)
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '')
    for (const name of references) assert.ok(document.components.schemas[name] !== undefined, name)
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    )
    assert.equal(new Set(ids).size, ids.length)
    assert.doesNotMatch(text, /"items":\[/)
    for (const item of Object.values<Record<string, { responses: Record<string, { description?: string }> }>>(
      document.paths,
    )) {
      for (const { responses } of Object.values(item)) {
        assert.ok(Object.keys(responses).every((status) => /^[1-5]\d\d$/.test(status)))
        assert.ok(
          Object.values(responses).every(
            ({ description }) => typeof description === 'string' && description !== '',
          ),
        )
      }
    }
  })
})

/** The rows of the public API. */
const PUBLIC_CALLS = [
  'post /v1/auth/guests',
  'post /v1/auth/register',
  'post /v1/auth/login',
  'post /v1/auth/refresh',
  'post /v1/auth/logout',
  'get /v1/auth/me',
  'delete /v1/auth/me',
  'get /v1/auth/me/export',
  'patch /v1/auth/me',
  'put /v1/auth/password',
  'get /v1/auth/sessions',
  'delete /v1/auth/sessions',
  'delete /v1/auth/sessions/{id}',
  'get /v1/auth/recovery-codes',
  'post /v1/auth/recovery-codes',
  'post /v1/auth/recover',
  'get /v1/consents',
  'put /v1/consents/emotion-recognition',
  'post /v1/live/tickets',
  'get /v1/live',
  'post /v1/readings',
  'post /v1/playlists',
  'get /v1/playlists',
  'get /v1/playlists/{id}',
  'delete /v1/playlists/{id}',
  'delete /v1/taste',
  'get /v1/shares/{token}',
  'delete /v1/shares/{token}',
  'post /v1/tracks/{id}/judgements',
  'post /v1/playlists/{id}/feelings',
  'post /v1/cards',
  'get /v1/cards',
  'delete /v1/cards/{id}',
  'get /v1/cards/images/{token}',
  'get /v1/spotify/link',
  'post /v1/spotify/link',
  'delete /v1/spotify/link',
  'get /v1/spotify/callback',
]
