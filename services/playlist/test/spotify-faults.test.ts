import assert from 'node:assert/strict'
import { after, afterEach, before as beforeAll, beforeEach, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import type { Playlist } from '@mooddj/shared/playlist'
import type { Fault } from '@mooddj/testkit/fake-spotify/faults'
import { eventually, type Guest } from './house.ts'
import { openSpotifyHouse, type SpotifyHouse } from './spotify-house.ts'

const CREATE = { method: 'POST', path: '/v1/me/playlists' } as const
const ITEMS = { path: /\/items$/ } as const
const COVER = { path: /\/images$/ } as const
const REMOVAL = { method: 'DELETE', path: '/v1/me/library' } as const

describe('when Spotify does not do as it is asked', () => {
  let house: SpotifyHouse
  let app: App
  let guest: Guest
  beforeAll(async () => {
    house = await openSpotifyHouse()
    app = await house.start()
    guest = await house.linked()
  })
  after(() => house.close())
  let playlists = 0
  let before = 0
  beforeEach(async () => {
    await house.calm()
    playlists = 0
    before = house.spotify.heard.length
  })
  afterEach(() => {
    const calls = house
      .heard()
      .slice(before)
      .filter((call) => call.includes(' /v1/'))
    assert.ok(calls.length <= 15 * playlists, calls.join('\n'))
  })
  const make = (where: App, whose: Guest, ...wish: [object?, string?]) => {
    playlists += 1
    return house.make(where, whose, ...wish)
  }

  /** The built-in music in the same answer, told plainly, and nothing half made. */
  const standsIn = async (made: Playlist, notice: RegExp) => {
    assert.equal(made.tracks.length, 12)
    assert.ok(made.tracks.every(({ source, url }) => source === 'built-in' && url === undefined))
    assert.match(made.notice ?? '', notice)
    assert.match(made.notice ?? '', /built-in music/)
    assert.equal(made.spotify, undefined)
    assert.deepEqual((await guest.get(app, `/v1/playlists/${made.id}`)).json(), made)
  }
  const unfinished = () =>
    house.query("select * from spotify_playlists where state not in ('filled', 'covered')")
  const isClean = async () =>
    (await unfinished()).length === 0 && house.spotify.playlists().every(({ uris }) => uris.length >= 12)

  const whileGathering: [name: string, fault: Fault, notice: RegExp][] = [
    ['asks for a long pause', { kind: 'rate-limit', retryAfterS: 30 }, /asked for a pause/],
    ['has the day’s calls used up', { kind: 'quota' }, /in a day/],
    ['forbids everything', { kind: 'forbidden' }, /did not allow/],
    ['is broken', { kind: 'server-error', status: 502 }, /did not answer/],
    ['hangs up', { kind: 'drop' }, /did not answer/],
    ['talks nonsense', { kind: 'nonsense' }, /did not understand/],
    ['no longer takes the token', { kind: 'unauthorised' }, /no longer lets/],
  ]
  for (const [name, fault, notice] of whileGathering)
    test(`that ${name} when candidates are asked for, the built-in music stands in`, async () => {
      house.spotify.faults.add(fault)
      await standsIn(await make(app, guest), notice)
      assert.equal(await isClean(), true)
    })

  test('that takes too long, it is given up', async () => {
    house.spotify.faults.add({ kind: 'slow', ms: 3_000 })
    const hasty = await house.start({ SPOTIFY_TIMEOUT_MS: 50 })
    await standsIn(await make(hasty, guest), /took too long/)
    await house.end(hasty)
  })

  test('that forgot the listener, or never knew them, they are told to link', async () => {
    const stranger = house.guest()
    const made = await make(app, stranger)
    assert.match(made.notice ?? '', /not linked/)
    const ended = await house.linked()
    house.spotify.faults.add({ kind: 'unauthorised' }, { path: '/v1/me/top/tracks', times: 1 })
    house.spotify.faults.add({ kind: 'invalid-grant' }, { path: '/api/token' })
    assert.match((await make(app, ended)).notice ?? '', /Link it again/)
  })

  test('a short pause is kept once, and the playlist is made', async () => {
    house.spotify.faults.add({ kind: 'rate-limit', retryAfterS: 1 }, { path: '/v1/search', times: 1 })
    const made = await make(app, guest)
    assert.deepEqual([made.notice, made.tracks[0]?.source], [undefined, 'spotify'])
  })

  test('one list that fails costs nothing but its tracks, and features that fail cost certainty', async () => {
    house.spotify.faults.add({ kind: 'server-error' }, { path: '/v1/me/tracks' })
    house.reccoBeats.faults.add({ kind: 'nonsense' })
    const made = await make(app, guest, { length: 20 })
    assert.deepEqual([made.notice, made.tracks.length], [undefined, 20])
  })

  test('a used-up day opens a circuit for everybody until Spotify’s time has come, a day at most', async () => {
    // Playlists of the tests before may still get their covers.
    await eventually(
      async () => (await house.query("select * from spotify_playlists where state = 'filled'")).length === 0,
    )
    house.spotify.faults.add(
      { kind: 'quota', retryAfterS: 40 * 3600 },
      { path: '/v1/me/top/tracks', times: 1 },
    )
    await make(app, guest)
    const ttl = await house.redis.ttl('playlist:spotify-circuit:app')
    assert.ok(ttl > 23 * 3600 && ttl <= 24 * 3600, String(ttl))
    const another = await house.linked()
    const asked = () => house.heard().filter((call) => call.includes(' /v1/'))
    const already = asked().length
    assert.match((await make(app, another)).notice ?? '', /in a day/)
    assert.deepEqual(asked().slice(already), [])
  })

  const whileCreating: [name: string, fault: Fault, notice: RegExp][] = [
    ['refuses', { kind: 'forbidden' }, /did not allow/],
    ['has the day’s calls used up', { kind: 'quota', retryAfterS: 1 }, /in a day/],
    ['hangs up before it is made', { kind: 'drop' }, /did not answer/],
    ['hangs up after it is made', { kind: 'drop-after' }, /did not answer/],
    ['talks nonsense', { kind: 'nonsense' }, /did not understand/],
  ]
  for (const [name, fault, notice] of whileCreating)
    test(`that ${name} when the playlist is made, the built-in music stands in and no empty playlist stays`, async () => {
      house.spotify.faults.add(fault, { ...CREATE, times: 1 })
      await standsIn(await make(app, guest), notice)
      await eventually(isClean)
    })

  test('a playlist that cannot be filled is taken away, and the built-in music stands in', async () => {
    house.spotify.faults.add({ kind: 'server-error' }, ITEMS)
    await standsIn(await make(app, guest), /did not answer/)
    assert.equal(await isClean(), true)
  })

  test('what cannot be taken away at once is taken away later', async () => {
    house.spotify.faults.add({ kind: 'server-error' }, ITEMS)
    house.spotify.faults.add({ kind: 'drop' }, { ...REMOVAL, times: 2 })
    await standsIn(await make(app, guest), /did not answer/)
    assert.equal((await unfinished()).length, 1)
    await eventually(isClean)
  })

  test('a stumble on the way of the tracks doubles none', async () => {
    house.spotify.faults.add({ kind: 'drop-after' }, { ...ITEMS, times: 1 })
    const made = await make(app, guest)
    assert.equal(made.notice, undefined)
    assert.deepEqual(
      house.spotify.playlists().at(-1)?.uris,
      made.tracks.map(({ id }) => id),
    )
  })

  test('a cover that fails is only tried again, and one that is forbidden is done without', async () => {
    house.spotify.faults.add({ kind: 'server-error' }, { ...COVER, times: 1 })
    const made = await make(app, guest)
    assert.deepEqual([made.notice, made.spotify?.state], [undefined, 'filled'])
    await eventually(async () => house.spotify.playlists().at(-1)?.cover !== undefined)
    house.spotify.faults.add({ kind: 'forbidden' }, COVER)
    const bare = await make(app, guest)
    const open = 'select 1 from spotify_playlists where playlist_id = $1 and due_at is not null'
    await eventually(async () => (await house.query(open, [bare.id])).length === 0)
    assert.equal(house.spotify.playlists().at(-1)?.uris.length, 12)
  })

  test('a request that is sent again makes no second playlist, also beside itself', async () => {
    const there = house.spotify.playlists().length
    const twins = await Promise.all([1, 2, 3].map(() => make(app, guest, {}, 'once')))
    const again = await make(app, guest, {}, 'once')
    assert.equal(new Set([...twins, again].map(({ id }) => id)).size, 1)
    assert.equal(house.spotify.playlists().length, there + 1)
  })
})
