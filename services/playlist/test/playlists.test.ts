import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistPageSchema } from '@mooddj/shared/playlist'
import { type House, openHouse, sessionEvents } from './house.ts'

const pages = createParser(PlaylistPageSchema)

describe('playlists', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  test('a settled mood becomes a playlist that can be fetched', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.opened())
    await house.tell(...session.settled({ emotion: 'sad', valence: -0.6, arousal: -0.4 }))
    const response = await guest.post(app, '/v1/playlists', {
      strategy: 'cheer-up',
      sessionId: session.sessionId,
    })
    assert.equal(response.statusCode, 201)
    const playlist = response.json()
    assert.equal(response.headers.location, `/v1/playlists/${playlist.id}`)
    assert.equal(playlist.tracks.length, 12)
    assert.equal(playlist.trajectory.length, 12)
    assert.equal(playlist.target, 'happy')
    assert.equal(playlist.emotion, 'sad')
    assert.equal(playlist.sessionId, session.sessionId)
    assert.deepEqual(playlist.start, { valence: -0.6, arousal: -0.4 })
    assert.match(playlist.shareUrl, /^https:\/\/dj\.example\/s\/[\w-]{22,}$/)
    assert.ok(playlist.title.length > 0)
    assert.ok(playlist.tracks.every((track: { why: string }) => track.why.length > 0))
    const fetched = await guest.get(app, `/v1/playlists/${playlist.id}`)
    assert.equal(fetched.statusCode, 200)
    assert.deepEqual(fetched.json(), playlist)
  })

  test('a mood chosen by hand needs no session', async () => {
    const playlist = await house
      .guest()
      .compose(app, { strategy: 'match', mood: 'angry', length: 5, provider: 'built-in' })
    assert.equal(playlist.tracks.length, 5)
    assert.equal(playlist.emotion, 'angry')
    assert.equal(playlist.sessionId, null)
    assert.deepEqual(playlist.start, { valence: -0.65, arousal: 0.5 })
  })

  test('a playlist is told of in the language that it was asked for in, on its shared page, too', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app, { strategy: 'cheer-up', mood: 'sad', language: 'ar' })
    assert.equal(playlist.language, 'ar')
    const token = playlist.shareUrl?.split('/').at(-1)
    const shared = (await app.inject(`/v1/shares/${token}`)).json()
    assert.equal(shared.language, 'ar')
    for (const words of [shared.title, ...shared.tracks.map(({ why }: { why: string }) => why)])
      assert.match(words, /^[^A-Za-z]*[\u0600-\u06ff][^A-Za-z]*$/)
    assert.equal((await guest.compose(app, { strategy: 'match', mood: 'sad' })).language, 'en')
    const unknown = { strategy: 'match', mood: 'sad', language: 'fr' }
    assert.equal((await guest.post(app, '/v1/playlists', unknown)).statusCode, 400)
  })

  test('match has no target, even when one is given', async () => {
    assert.equal(
      (await house.guest().compose(app, { strategy: 'match', mood: 'sad', target: 'calm' })).target,
      null,
    )
  })

  const refusals: [what: string, body: unknown, status: number, code: string, fields?: string[]][] = [
    [
      'neither mood nor session',
      { strategy: 'match' },
      400,
      'REQUEST_INVALID',
      ['body.sessionId', 'body.mood'],
    ],
    [
      'both',
      { strategy: 'match', mood: 'sad', sessionId: 'x' },
      400,
      'REQUEST_INVALID',
      ['body.sessionId', 'body.mood'],
    ],
    [
      'wrong types',
      { strategy: 7, target: 'up', mood: 'joy', sessionId: 5, length: '12', provider: 'tape' },
      400,
      'REQUEST_INVALID',
      ['body.strategy', 'body.target', 'body.mood', 'body.sessionId', 'body.length', 'body.provider'],
    ],
    ['null for a mood', { strategy: 'match', mood: null }, 400, 'REQUEST_INVALID', ['body.mood']],
    [
      'too few tracks',
      { strategy: 'match', mood: 'sad', length: 4 },
      400,
      'REQUEST_INVALID',
      ['body.length'],
    ],
    [
      'too many tracks',
      { strategy: 'match', mood: 'sad', length: 31 },
      400,
      'REQUEST_INVALID',
      ['body.length'],
    ],
    [
      'half a track',
      { strategy: 'match', mood: 'sad', length: 7.5 },
      400,
      'REQUEST_INVALID',
      ['body.length'],
    ],
    ['a zero byte', { strategy: 'match', sessionId: 'a\0b' }, 400, 'REQUEST_INVALID', ['body.sessionId']],
    ['no strategy', { mood: 'sad' }, 400, 'REQUEST_INVALID', ['body.strategy']],
    ['a list', [], 400, 'REQUEST_INVALID'],
    ['consensus', { strategy: 'consensus' }, 501, 'STRATEGY_NOT_READY'],
  ]
  for (const [what, body, status, code, fields] of refusals) {
    test(`a request with ${what} is answered ${status} ${code}`, async () => {
      const payload = JSON.stringify(body)
      const response = await house
        .guest()
        .post(app, '/v1/playlists', payload, { 'content-type': 'application/json' })
      assert.equal(response.statusCode, status)
      assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
      const problem = response.json()
      assert.equal(problem.code, code)
      const named = new Set<string>((problem.errors ?? []).map((error: { field: string }) => error.field))
      for (const field of fields ?? [])
        assert.ok(named.has(field), `${field} is named, not only ${[...named].join(' ')}`)
    })
  }

  test('a call without a body may call its nothing JSON', async () => {
    const guest = house.guest()
    const { id } = await guest.compose(app)
    const response = await guest.delete(app, `/v1/playlists/${id}`, { 'content-type': 'application/json' })
    assert.equal(response.statusCode, 204)
  })

  test('what is not JSON is refused in words', async () => {
    const guest = house.guest()
    const broken = await guest.post(app, '/v1/playlists', '{"strategy":', {
      'content-type': 'application/json',
    })
    assert.deepEqual([broken.statusCode, broken.json().code], [400, 'BODY_NOT_JSON'])
    const empty = await guest.post(app, '/v1/playlists', '', { 'content-type': 'application/json' })
    assert.deepEqual([empty.statusCode, empty.json().code], [400, 'REQUEST_INVALID'])
    const xml = await guest.post(app, '/v1/playlists', '<a/>', { 'content-type': 'text/xml' })
    assert.deepEqual([xml.statusCode, xml.json().code], [415, 'MEDIA_TYPE_UNSUPPORTED'])
  })

  test('without a token nothing is made, listed, read or deleted', async () => {
    const id = (await house.guest().compose(app)).id
    for (const [method, url] of [
      ['POST', '/v1/playlists'],
      ['GET', '/v1/playlists'],
      ['GET', `/v1/playlists/${id}`],
      ['DELETE', `/v1/playlists/${id}`],
      ['POST', `/v1/playlists/${id}/feelings`],
      ['POST', '/v1/tracks/built-in:0001/judgements'],
      ['DELETE', '/v1/shares/abcdefghijklmnopqrstuvwx'],
      ['GET', '/v1/exports/me'],
    ] as const) {
      const response = await app.inject({ method, url })
      assert.deepEqual(
        [response.statusCode, response.json().code],
        [401, 'TOKEN_MISSING'],
        `${method} ${url}`,
      )
    }
  })

  test('own playlists come newest first, page by page, and nobody else’s', async () => {
    const guest = house.guest()
    await house.guest().compose(app)
    const made: string[] = []
    for (let count = 0; count < 5; count += 1) made.unshift((await guest.compose(app)).id)
    const seen: string[] = []
    let cursor: string | null = ''
    for (let page = 0; page < 3; page += 1) {
      const url = `/v1/playlists?limit=2${cursor && `&cursor=${cursor}`}`
      const { playlists, nextCursor } = pages.parse((await guest.get(app, url)).json())
      seen.push(...playlists.map(({ id }) => id))
      cursor = nextCursor ?? ''
      assert.equal(nextCursor === null, page === 2)
    }
    assert.deepEqual(seen, made)
    for (const query of ['limit=0', 'limit=51', 'limit=many', 'cursor=there']) {
      assert.equal((await guest.get(app, `/v1/playlists?${query}`)).statusCode, 400, query)
    }
  })

  test('somebody else’s playlist, a deleted one and a malformed id are all not found', async () => {
    const owner = house.guest()
    const stranger = house.guest()
    const { id } = await owner.compose(app)
    for (const wrong of [
      id,
      'nonsense',
      '%00',
      "'; drop table playlists",
      '018f0000-0000-7000-8000-000000000000',
    ]) {
      const path = `/v1/playlists/${encodeURIComponent(wrong)}`
      const feeling = { when: 'before', valence: 0, arousal: 0 }
      for (const response of [
        await stranger.get(app, path),
        await stranger.delete(app, path),
        await stranger.post(app, `${path}/feelings`, feeling),
      ]) {
        assert.deepEqual([response.statusCode, response.json().code], [404, 'PLAYLIST_NOT_FOUND'], wrong)
      }
    }
    assert.equal((await owner.delete(app, `/v1/playlists/${id}`)).statusCode, 204)
    assert.equal((await owner.get(app, `/v1/playlists/${id}`)).statusCode, 404)
    assert.equal((await owner.delete(app, `/v1/playlists/${id}`)).statusCode, 404)
  })

  test('two playlists of the same mood differ', async () => {
    const guest = house.guest()
    const [one, other] = [await guest.compose(app), await guest.compose(app)]
    assert.notDeepEqual(
      one.tracks.map(({ id }) => id),
      other.tracks.map(({ id }) => id),
    )
  })
})
