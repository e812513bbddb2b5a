import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type FakeSpotify, startFakeSpotify } from '../src/fake-spotify.ts'
import { findSpotifyDocument } from '../src/fake-spotify/document-contract.ts'

const REDIRECT = 'http://127.0.0.1:3000/v1/spotify/callback'
const SCOPES = [
  'user-top-read',
  'user-library-read',
  'user-library-modify',
  'user-read-recently-played',
  'playlist-modify-private',
  'playlist-read-private',
  'ugc-image-upload',
]

const document = findSpotifyDocument()
if (document === undefined)
  test("the made-up Spotify, by Spotify's document", { skip: 'MOODDJ_SHARED holds no OpenAPI document' })

for (const rules of document === undefined ? [null] : [document, null]) {
  describe(`the made-up Spotify, by ${rules === null ? 'rules of its own' : "Spotify's document"}`, () => {
    let fake: FakeSpotify
    before(async () => {
      fake = await startFakeSpotify({ document: rules, redirectUris: [REDIRECT] })
    })
    after(() => fake.stop())
    beforeEach(() => fake.faults.clear())

    const authorise = (changed: Record<string, string | undefined> = {}) => {
      const verifier = randomBytes(32).toString('base64url')
      const query = {
        client_id: fake.clientId,
        response_type: 'code',
        redirect_uri: REDIRECT,
        state: 'a b&c',
        scope: SCOPES.join(' '),
        code_challenge_method: 'S256',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        ...changed,
      }
      const defined = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
      return { url: `${fake.accountsUrl}/authorize?${new URLSearchParams(defined).toString()}`, verifier }
    }
    const token = async (fields: Record<string, string>, secret = fake.clientSecret) => {
      const response = await fetch(`${fake.accountsUrl}/api/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${fake.clientId}:${secret}`).toString('base64')}` },
        body: new URLSearchParams(fields),
      })
      return { status: response.status, body: new Map(Object.entries(Object(await response.json()))) }
    }
    const allow = async (scope = SCOPES.join(' '), listener = 'Mira') => {
      const { url, verifier } = authorise({ scope })
      const code = new URL(await fake.answer(url, 'allow', listener)).searchParams.get('code') ?? ''
      return { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }
    }
    const signIn = async (scope?: string, listener?: string) =>
      String((await token(await allow(scope, listener))).body.get('access_token'))
    const call = async (
      bearer: string | undefined,
      method: string,
      path: string,
      body?: object | string,
      type = 'application/json',
    ) => {
      const response = await fetch(fake.apiUrl + path, {
        method,
        headers: {
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...(body !== undefined && { 'content-type': type }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? null : JSON.parse(text),
      }
    }
    const statuses = async (bearer: string, rows: [string, string, (object | string)?, string?][]) =>
      Promise.all(
        rows.map(async ([method, path, body, type]) => {
          const { status } = await call(bearer, method, path, body, type)
          return `${method} ${path} ${status}`
        }),
      )

    test('allowing gives a code that is good once, for whoever holds the verifier', async () => {
      const grant = await allow()
      const first = await token(grant)
      assert.equal(first.status, 200)
      assert.equal(first.body.get('expires_in'), 3600)
      assert.equal((await call(String(first.body.get('access_token')), 'GET', '/me')).status, 200)
      const again = await token(grant)
      assert.deepEqual([again.status, again.body.get('error')], [400, 'invalid_grant'])
      assert.equal((await call(String(first.body.get('access_token')), 'GET', '/me')).status, 401)
    })

    test('a code without its verifier, redirect URI or the secret gives nothing', async () => {
      const refused = async (grant: Record<string, string>, secret?: string) =>
        (await token(grant, secret)).body.get('error')
      assert.equal(await refused({ ...(await allow()), code_verifier: 'x'.repeat(43) }), 'invalid_grant')
      assert.equal(await refused({ ...(await allow()), redirect_uri: `${REDIRECT}/` }), 'invalid_grant')
      assert.equal(await refused(await allow(), 'wrong'), 'invalid_client')
      assert.equal(await refused({ ...(await allow()), more: '1' }), 'invalid_request')
      const late = await allow()
      fake.advance(601_000)
      assert.equal(await refused(late), 'invalid_grant')
    })

    test('refusing, and every flaw of the address, are told', async () => {
      const back = new URL(await fake.answer(authorise().url, 'refuse'))
      assert.deepEqual(
        [...back.searchParams],
        [
          ['state', 'a b&c'],
          ['error', 'access_denied'],
        ],
      )
      for (const changed of [
        { client_id: 'other' },
        { redirect_uri: 'http://localhost:3000/v1/spotify/callback' },
        { redirect_uri: 'http://example.com/' },
        { response_type: 'token' },
        { code_challenge: 'short' },
        { code_challenge_method: 'plain' },
        { code_challenge: undefined },
        { scope: 'everything' },
        { extra: '1' },
      ]) {
        const { status } = await fetch(authorise(changed).url)
        assert.equal(status, 400, JSON.stringify(changed))
      }
    })

    test('the page says that it is made up, and shows what is asked for', async () => {
      const page = await (await fetch(authorise().url)).text()
      assert.match(page, /This is a made-up Spotify/)
      assert.match(page, /Allow/)
      assert.match(page, /Refuse/)
      assert.match(page, /ugc-image-upload/)
    })

    test('a refresh token is changed for the next, is good once, and dies six months after the authorisation', async () => {
      const first = String((await token(await allow())).body.get('refresh_token'))
      const refresh = (value: string) => token({ grant_type: 'refresh_token', refresh_token: value })
      const second = await refresh(first)
      assert.equal(second.status, 200)
      assert.equal((await refresh(first)).body.get('error'), 'invalid_grant')
      fake.advance(183 * 24 * 3_600_000)
      const late = await refresh(String(second.body.get('refresh_token')))
      assert.equal(late.body.get('error'), 'invalid_grant')
    })

    test('an access token is needed, known, fresh and of the right scope', async () => {
      assert.equal((await call(undefined, 'GET', '/me')).status, 401)
      assert.equal((await call('made-up', 'GET', '/me')).status, 401)
      const narrow = await signIn('user-top-read')
      assert.deepEqual(
        await statuses(narrow, [
          ['GET', '/me/top/tracks'],
          ['GET', '/me/tracks'],
          ['GET', '/me/player/recently-played'],
          ['POST', '/me/playlists', { name: 'a' }],
        ]),
        [
          'GET /me/top/tracks 200',
          'GET /me/tracks 403',
          'GET /me/player/recently-played 403',
          'POST /me/playlists 403',
        ],
      )
      fake.advance(3_601_000)
      const expired = await call(narrow, 'GET', '/me/top/tracks')
      assert.deepEqual([expired.status, expired.body.error.message], [401, 'The access token expired'])
    })

    test('what Spotify removed answers 403, and what was never there 404', async () => {
      assert.deepEqual(
        await statuses(await signIn(), [
          ['POST', '/playlists/abc/tracks', { uris: [] }],
          ['GET', '/playlists/abc/tracks'],
          ['POST', '/users/mira/playlists', { name: 'a' }],
          ['PUT', '/me/tracks?ids=1'],
          ['DELETE', '/playlists/abc/followers'],
          ['GET', '/recommendations?seed_genres=pop'],
          ['GET', '/audio-features?ids=1'],
          ['GET', '/nothing'],
          ['GET', '/search/?q=a&type=track'],
        ]),
        [
          'POST /playlists/abc/tracks 403',
          'GET /playlists/abc/tracks 403',
          'POST /users/mira/playlists 403',
          'PUT /me/tracks?ids=1 403',
          'DELETE /playlists/abc/followers 403',
          'GET /recommendations?seed_genres=pop 403',
          'GET /audio-features?ids=1 403',
          'GET /nothing 404',
          'GET /search/?q=a&type=track 404',
        ],
      )
    })

    test('a request outside the description is 400', async () => {
      const bearer = await signIn()
      for (const [method, path, body] of [
        ['GET', '/search?q=a&type=track&limit=11'],
        ['GET', '/search?q=a&type=track&limit=0'],
        ['GET', '/search?q=a'],
        ['GET', '/search?q=a&type=track&colour=red'],
        ['GET', '/me/top/tracks?limit=51'],
        ['GET', '/me/top/tracks?time_range=always'],
        ['POST', '/me/playlists', {}],
        ['POST', '/me/playlists'],
        ['POST', '/me/playlists', { name: 'a', colour: 'red' }],
        ['POST', '/me/playlists', '{"name":'],
        ['PUT', '/me/library'],
        ['PUT', '/me/library?uris=nonsense'],
        ['PUT', `/me/library?uris=${Array.from({ length: 41 }, () => 'spotify:track:1').join(',')}`],
      ] as const) {
        const { status } = await call(bearer, method, path, body)
        assert.equal(status, 400, `${method} ${path} ${JSON.stringify(body)}`)
      }
    })

    test('a playlist is made, filled, changed, dressed and taken away, by its owner only', async () => {
      const bearer = await signIn()
      const made = await call(bearer, 'POST', '/me/playlists', { name: 'Lift', public: false })
      assert.equal(made.status, 201)
      const id = String(made.body.id)
      const found = await call(bearer, 'GET', '/search?q=happy&type=track&limit=10')
      const uris: string[] = found.body.tracks.items.map(({ uri }: { uri: string }) => uri)
      assert.equal(uris.length, 10)
      const items = `/playlists/${id}/items`
      assert.equal((await call(bearer, 'POST', items, { uris })).status, 201)
      assert.equal((await call(bearer, 'PUT', items, { uris: uris.slice(0, 3) })).status, 200)
      const kept = await call(bearer, 'GET', `${items}?limit=2`)
      assert.equal(kept.body.total, 3)
      assert.equal(kept.body.items[0].item.uri, uris[0])
      assert.equal('track' in kept.body.items[0], false)

      const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64')
      const cover = `/playlists/${id}/images`
      assert.equal((await call(bearer, 'PUT', cover, jpeg, 'image/jpeg')).status, 202)
      assert.equal((await call(bearer, 'PUT', cover, jpeg, 'image/png')).status, 415)
      assert.equal((await call(bearer, 'PUT', cover, 'bm90IGEganBlZw==', 'image/jpeg')).status, 400)
      assert.equal((await call(bearer, 'PUT', cover, 'A'.repeat(256 * 1024 + 4), 'image/jpeg')).status, 413)
      assert.equal(fake.playlists().find((playlist) => playlist.id === id)?.cover?.length, 7)

      const stranger = await signIn(undefined, 'Jonas')
      assert.equal((await call(stranger, 'POST', items, { uris })).status, 403)
      assert.equal((await call(stranger, 'GET', items)).status, 403)
      const many = { uris: Array.from({ length: 101 }, () => uris[0]) }
      assert.equal((await call(bearer, 'POST', items, many)).status, 400)
      assert.equal((await call(bearer, 'POST', items, { uris: ['spotify:track:nobody'] })).status, 400)

      assert.equal((await call(bearer, 'DELETE', `/me/library?uris=spotify:playlist:${id}`)).status, 200)
      assert.equal((await call(bearer, 'GET', items)).status, 404)
      assert.equal(
        fake.playlists().some((playlist) => playlist.id === id),
        false,
      )
    })

    test('each fault shows where, and as often as, it is asked for', async () => {
      const bearer = await signIn()
      const me = () => call(bearer, 'GET', '/me')
      const met = async (fault: Parameters<typeof fake.faults.add>[0]) => {
        fake.faults.add(fault, { path: '/v1/me', times: 1 })
        assert.equal((await call(bearer, 'GET', '/me/top/tracks')).status, 200)
        const answer = await me()
        assert.equal((await me()).status, 200)
        return answer
      }
      const limited = await met({ kind: 'rate-limit', retryAfterS: 3 })
      assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '3'])
      const quota = await met({ kind: 'quota' })
      assert.deepEqual(
        [quota.status, quota.headers.get('retry-after'), quota.body.error.reason],
        [429, '43200', 'QUOTA_EXCEEDED'],
      )
      assert.equal((await met({ kind: 'unauthorised' })).status, 401)
      assert.equal((await met({ kind: 'server-error' })).status, 503)
      assert.equal((await met({ kind: 'slow', ms: 5 })).status, 200)
      fake.faults.add({ kind: 'drop' }, { path: '/v1/me', times: 1 })
      await assert.rejects(me)
      fake.faults.add({ kind: 'drop-after' }, { method: 'POST', path: '/v1/me/playlists', times: 1 })
      const before = fake.playlists().length
      await assert.rejects(call(bearer, 'POST', '/me/playlists', { name: 'unheard', public: false }))
      assert.equal(fake.playlists().length, before + 1)
      fake.faults.add({ kind: 'server-error' }, { path: '/v1/me', after: 1, times: 1 })
      assert.deepEqual([(await me()).status, (await me()).status, (await me()).status], [200, 503, 200])
    })

    test('its own answers are as the document describes them', () => {
      assert.ok(fake.heard.length > 50)
      assert.deepEqual(fake.flaws, [])
    })
  })
}
