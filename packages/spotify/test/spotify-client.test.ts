import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createCallBudget } from '../src/call-budget.ts'
import type { ListenerCalls } from '../src/listener-calls.ts'
import { createSpotifyClient } from '../src/spotify-client.ts'
import { SpotifyProblem, type SpotifyProblemKind } from '../src/spotify-problem.ts'
import { openSpotifyRoom, type SpotifyRoom } from './spotify-room.ts'

describe('the port to Spotify', () => {
  let room: SpotifyRoom
  let calls: ListenerCalls
  let accessToken: string
  before(async () => {
    room = await openSpotifyRoom()
    ;({ accessToken } = (await room.link()).tokens)
    calls = room.client.as({ accessToken })
  })
  after(() => room.fake.stop())
  beforeEach(() => room.fake.faults.clear())

  const failsAs = (task: Promise<unknown>, kind: SpotifyProblemKind, expected: object = {}) =>
    assert.rejects(task, (error) => {
      assert.ok(error instanceof SpotifyProblem, String(error))
      assert.partialDeepStrictEqual(
        { kind: error.kind, status: error.status, retryAfterS: error.retryAfterS },
        { kind, ...expected },
      )
      return true
    })

  test('links with a proof key and keeps the state as it was', async () => {
    const { back, tokens } = await room.link()
    assert.equal(back.searchParams.get('state'), 'a b&c=d')
    assert.equal(tokens.expiresInS, 3600)
    assert.ok(tokens.scopes?.includes('ugc-image-upload'))
    const { accountId, displayName } = await room.client.as(tokens).profile()
    assert.deepEqual([accountId, displayName], [room.fake.listener('Mira').accountId, 'Mira'])
  })

  test('refreshes, and gives the next refresh token', async () => {
    const { tokens } = await room.link('Jonas')
    const next = await room.client.refresh(tokens.refreshToken ?? '')
    assert.notEqual(next.refreshToken, tokens.refreshToken)
    assert.equal((await room.client.as(next).profile()).displayName, 'Jonas')
    await failsAs(room.client.refresh(tokens.refreshToken ?? ''), 'grant-invalid')
  })

  test('reads what a listener likes and heard, and finds by words and filters', async () => {
    const { topTracks, topArtists, saved, recent } = room.fake.listener('Mira')
    const ids = (tracks: readonly { uri: string }[]) => tracks.map(({ uri }) => uri)
    const top = await calls.topTracks({ range: 'short_term', limit: 50 })
    assert.deepEqual(ids(top), ids(topTracks.slice(0, 50)))
    assert.match(top[0]?.isrc ?? '', /^ZZ/)
    assert.ok((top[0]?.year ?? 0) >= 1985 && (top[0]?.durationMs ?? 0) > 60_000)
    const artists = await calls.topArtists({ range: 'long_term', limit: 5 })
    assert.equal(artists[0]?.name, topArtists[0]?.name)
    assert.deepEqual(ids(await calls.savedTracks({ limit: 3, offset: 2 })), saved.slice(2, 5))
    assert.deepEqual(ids(await calls.recentlyPlayed({ limit: 4 })), ids(recent.slice(0, 4)))
    const query = `artist:"${artists[0]?.name}" year:1980-2030`
    const found = await calls.searchTracks({ query, limit: 10 })
    assert.ok(found.length > 0 && found.every((track) => track.artists[0].name === artists[0]?.name))
    assert.equal((await calls.searchTracks({ query: 'sad & rainy, 100 %', limit: 10 })).length, 10)
  })

  test('makes, fills, changes, reads, dresses and removes a playlist; removing again is no error', async () => {
    const uris = (await calls.topTracks({ range: 'short_term', limit: 12 })).map(({ uri }) => uri)
    const { id, url } = await calls.createPlaylist({
      name: 'Lift & Söhne',
      description: 'Starts where you are',
      isPublic: false,
    })
    assert.match(url, new RegExp(id))
    const listed = (await calls.playlists({ limit: 50 }))[0]
    assert.deepEqual(listed, { id, url, description: 'Starts where you are' })
    await calls.addItems(id, uris.slice(0, 6))
    await calls.addItems(id, uris.slice(6), 0)
    const { total, tracks } = await calls.playlistItems(id)
    assert.deepEqual([total, tracks[0]?.uri], [12, uris[6]])
    await calls.replaceItems(id, uris)
    assert.deepEqual(room.fake.playlists().find((playlist) => playlist.id === id)?.uris, uris)
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(190_000)])
    await calls.uploadCover(id, jpeg)
    const kept = room.fake.playlists().find((playlist) => playlist.id === id)
    assert.ok(kept?.cover?.equals(jpeg))
    assert.equal(kept?.name, 'Lift & Söhne')
    await calls.replaceItems(id, [])
    await calls.removePlaylist(id)
    await calls.removePlaylist(id)
    await failsAs(calls.playlistItems(id), 'not-found')
    await calls.removeFromLibrary(uris.slice(0, 2))
    await calls.saveToLibrary(uris.slice(0, 2))
    assert.deepEqual(room.fake.listener('Mira').saved.slice(0, 2).toSorted(), uris.slice(0, 2).toSorted())
  })

  test('sends nothing that Spotify would not take', async () => {
    const before = room.fake.heard.length
    const uris = (count: number) => Array.from({ length: count }, () => 'spotify:track:x')
    for (const task of [
      () => calls.searchTracks({ query: 'a', limit: 11 }),
      () => calls.topTracks({ range: 'short_term', limit: 51 }),
      () => calls.addItems('abc', uris(101)),
      () => calls.addItems('abc', []),
      () => calls.replaceItems('abc', uris(101)),
      () => calls.saveToLibrary(uris(41)),
      () => calls.uploadCover('abc', Buffer.alloc(197_000)),
      () => calls.playlistItems('../me'),
      () => calls.removePlaylist('a/b'),
    ])
      await assert.rejects(task, RangeError)
    assert.equal(room.fake.heard.length, before)
  })

  test('names everything that can go wrong', async () => {
    const me = (fault: Parameters<typeof room.fake.faults.add>[0]) => {
      room.fake.faults.add(fault, { path: '/v1/me', times: 1 })
      return calls.profile()
    }
    await failsAs(me({ kind: 'rate-limit', retryAfterS: 3 }), 'rate-limited', { retryAfterS: 3, status: 429 })
    await failsAs(me({ kind: 'quota' }), 'quota-exceeded', { retryAfterS: 43_200 })
    await failsAs(me({ kind: 'unauthorised' }), 'unauthorised')
    await failsAs(me({ kind: 'forbidden' }), 'forbidden')
    await failsAs(me({ kind: 'server-error', status: 502 }), 'unavailable', { status: 502 })
    await failsAs(me({ kind: 'drop' }), 'unavailable')
    await failsAs(me({ kind: 'drop-after' }), 'unavailable')
    await failsAs(me({ kind: 'nonsense' }), 'malformed')
    const { tokens } = await room.link()
    room.fake.faults.add({ kind: 'invalid-grant' }, { path: '/api/token', times: 1 })
    await failsAs(room.client.refresh(tokens.refreshToken ?? ''), 'grant-invalid')
    const stranger = createSpotifyClient({ ...room.fake, clientSecret: 'wrong' })
    await failsAs(stranger.refresh(tokens.refreshToken ?? ''), 'refused')
    const nobody = createSpotifyClient({ ...room.fake, apiUrl: 'http://127.0.0.1:9/v1' })
    await failsAs(nobody.as({ accessToken }).profile(), 'unavailable')
  })

  test('a slow Spotify is given up, and a caller who gives up is told why', async () => {
    const hasty = createSpotifyClient({ ...room.fake, timeoutMs: 20 })
    room.fake.faults.add({ kind: 'slow', ms: 500 }, { path: '/v1/me', times: 2 })
    await failsAs(hasty.as({ accessToken }).profile(), 'timeout')
    const signal = AbortSignal.abort(new Error('the listener left'))
    await assert.rejects(room.client.as({ accessToken, signal }).profile(), /the listener left/)
  })

  test('answers 401 with one fresh token, and no more than one', async () => {
    let renewed = 0
    const renew = async () => {
      renewed += 1
      return accessToken
    }
    const stale = room.client.as({ accessToken: 'stale', renew })
    assert.equal((await stale.profile()).displayName, 'Mira')
    assert.equal((await stale.profile()).displayName, 'Mira')
    assert.equal(renewed, 1)
    room.fake.faults.add({ kind: 'unauthorised' })
    await failsAs(room.client.as({ accessToken, renew }).profile(), 'unauthorised')
    assert.equal(renewed, 2)
  })

  test('carries no token to where a redirect points, and stops reading a body that does not end', async () => {
    const heard: string[] = []
    let sentBytes = 0
    const server = createServer((request, response) => {
      heard.push(String(request.url))
      if (request.url === '/v1/me') response.writeHead(307, { location: '/elsewhere' }).end()
      else {
        const chunk = Buffer.alloc(64 * 1024, 'a')
        const more = () =>
          response.write(chunk, (error) => {
            sentBytes += chunk.length
            if (!error) more()
          })
        more()
      }
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const apiUrl = `http://127.0.0.1:${address.port}/v1`
    const bounded = createSpotifyClient({ ...room.fake, apiUrl }).as({ accessToken })
    await failsAs(bounded.profile(), 'unavailable')
    await failsAs(bounded.recentlyPlayed({ limit: 1 }), 'malformed')
    assert.ok(sentBytes < 32 * 1024 * 1024, `${sentBytes} bytes were read`)
    assert.deepEqual(heard, ['/v1/me', '/v1/me/player/recently-played?limit=1'])
    server.closeAllConnections()
    server.close()
  })

  test('a budget counts every request and refuses the next before it is sent', async () => {
    const budget = createCallBudget(2)
    const bounded = room.client.as({ accessToken, budget })
    await bounded.profile()
    await bounded.searchTracks({ query: 'calm', limit: 5 })
    const before = room.fake.heard.length
    await failsAs(bounded.profile(), 'budget-spent')
    assert.deepEqual([room.fake.heard.length, budget.spent(), budget.left()], [before, 2, 0])
  })

  test('no problem shows a token', async () => {
    room.fake.faults.add({ kind: 'drop' }, { path: '/v1/me', times: 1 })
    const told = await calls.profile().catch((error: unknown) => error)
    assert.ok(told instanceof Error)
    const shown = [told, told.cause].map((error) => JSON.stringify(error) + String(error)).join('')
    assert.ok(!shown.includes(accessToken))
  })
})
