import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { type TrackJudged, trackJudged } from '@mooddj/shared/channels'
import type { Playlist } from '@mooddj/shared/playlist'
import { eventually, type House, openHouse } from './house.ts'

describe('what listeners say to the music', () => {
  let house: House
  let app: App
  const told: TrackJudged[] = []
  before(async () => {
    house = await openHouse()
    app = await house.start()
    await house.streams.handle(trackJudged, async (event) => void told.push(event))
  })
  after(() => house.close())

  const firstTrack = ({ tracks }: Playlist) => {
    const [track] = tracks
    assert.ok(track)
    return track
  }
  const pathOf = (trackId: string) => `/v1/tracks/${encodeURIComponent(trackId)}/judgements`

  test('a judgement is kept, told once, and survives a restart', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    const track = firstTrack(playlist)
    const body = { playlistId: playlist.id, verdict: 'like', positionMs: 4_000 }
    for (const path of [pathOf(track.id), `/v1/tracks/${track.id}/judgements`]) {
      const response = await guest.post(app, path, body)
      assert.deepEqual([response.statusCode, response.body], [202, ''])
    }
    const mine = () => told.filter(({ accountId }) => accountId === guest.accountId)
    await eventually(async () => mine().length === 2)
    const { judgementId: _id, judgedAt: _at, ...event } = mine()[0] ?? assert.fail()
    assert.deepEqual(event, { accountId: guest.accountId, trackId: track.id, ...body })
    await house.end(app)
    // The servers of tests are not made to survive a kill with everything; those of people are.
    await house.servers.postgres.stop()
    await house.servers.postgres.start()
    app = await house.start()
    const kept = (await guest.get(app, '/v1/exports/me')).json().judgements
    assert.deepEqual(
      kept.map((judgement: TrackJudged) => [judgement.trackId, judgement.verdict, judgement.positionMs]),
      [
        [track.id, 'like', 4_000],
        [track.id, 'like', 4_000],
      ],
    )
  })

  test('a position beyond the end counts as the end', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    const track = firstTrack(playlist)
    const body = { playlistId: playlist.id, verdict: 'complete', positionMs: track.durationMs + 500 }
    await guest.post(app, pathOf(track.id), body)
    const [kept] = (await guest.get(app, '/v1/exports/me')).json().judgements
    assert.equal(kept.positionMs, track.durationMs)
  })

  test('a track that is not on the playlist, and a playlist that is not one’s own, are not found', async () => {
    const [owner, stranger] = [house.guest(), house.guest()]
    const playlist = await owner.compose(app, { strategy: 'match', mood: 'happy', length: 5 })
    const track = firstTrack(playlist)
    const body = { playlistId: playlist.id, verdict: 'skip', positionMs: 0 }
    for (const id of ['built-in:9999', 'nonsense', '\0', 'ü/..']) {
      const response = await owner.post(app, pathOf(id), body)
      assert.deepEqual([response.statusCode, response.json().code], [404, 'TRACK_NOT_FOUND'], id)
    }
    const foreign = await stranger.post(app, pathOf(track.id), body)
    assert.deepEqual([foreign.statusCode, foreign.json().code], [404, 'PLAYLIST_NOT_FOUND'])
    for (const playlistId of ['nonsense', '\0', '018f0000-0000-7000-8000-000000000000']) {
      const response = await owner.post(app, pathOf(track.id), { ...body, playlistId })
      assert.deepEqual([response.statusCode, response.json().code], [404, 'PLAYLIST_NOT_FOUND'])
    }
    assert.deepEqual((await owner.get(app, '/v1/exports/me')).json().judgements, [])
  })

  test('wrong fields of a judgement are refused by name', async () => {
    const guest = house.guest()
    for (const [body, ...fields] of [
      [{}, 'body.playlistId', 'body.verdict', 'body.positionMs'],
      [
        { playlistId: 1, verdict: 'love', positionMs: '5' },
        'body.playlistId',
        'body.verdict',
        'body.positionMs',
      ],
      [{ playlistId: 'x', verdict: 'like', positionMs: -1 }, 'body.positionMs'],
      [{ playlistId: 'x', verdict: 'like', positionMs: 1.5 }, 'body.positionMs'],
      [{ playlistId: 'x', verdict: 'like', positionMs: 1e12 }, 'body.positionMs'],
    ] as const) {
      const response = await guest.post(app, pathOf('built-in:0001'), body)
      assert.equal(response.statusCode, 400)
      const named = response.json().errors.map(({ field }: { field: string }) => field)
      assert.deepEqual(named.sort(), [...fields].sort())
    }
  })

  test('tracks heard lately step back for others', async () => {
    const guest = house.guest()
    const body = { strategy: 'match', mood: 'neutral', length: 10 }
    const heard = await guest.compose(app, body)
    for (const track of heard.tracks) {
      await guest.post(app, pathOf(track.id), { playlistId: heard.id, verdict: 'play', positionMs: 0 })
    }
    const ids = new Set(heard.tracks.map(({ id }) => id))
    const next = await guest.compose(app, body)
    assert.deepEqual(
      next.tracks.filter(({ id }) => ids.has(id)),
      [],
    )
  })

  test('a feeling is kept once before and once after; the last word counts', async () => {
    const guest = house.guest()
    const { id } = await guest.compose(app)
    const feel = (body: object) => guest.post(app, `/v1/playlists/${id}/feelings`, body)
    assert.equal((await feel({ when: 'before', valence: -0.5, arousal: 0.1 })).statusCode, 202)
    assert.equal((await feel({ when: 'after', valence: 0.2, arousal: 0 })).statusCode, 202)
    assert.equal((await feel({ when: 'after', valence: 0.4, arousal: 0.3 })).statusCode, 202)
    const { feelings } = (await guest.get(app, '/v1/exports/me')).json()
    assert.deepEqual(
      feelings.map((feeling: { when: string; valence: number }) => [feeling.when, feeling.valence]),
      [
        ['before', -0.5],
        ['after', 0.4],
      ],
    )
  })

  test('feelings come back on the own playlist, never on its share, and go with it', async () => {
    const [guest, stranger] = [house.guest(), house.guest()]
    const playlist = await guest.compose(app)
    const path = `/v1/playlists/${playlist.id}`
    const [before, after] = [
      { valence: -0.5, arousal: 0.1 },
      { valence: 0.4, arousal: 0.3 },
    ]
    assert.equal('feelings' in (await guest.get(app, path)).json(), false)
    await guest.post(app, `${path}/feelings`, { when: 'before', ...before })
    assert.deepEqual((await guest.get(app, path)).json().feelings, { before })
    await guest.post(app, `${path}/feelings`, { when: 'after', ...after })
    assert.deepEqual((await guest.get(app, path)).json().feelings, { before, after })
    const [listed] = (await guest.get(app, '/v1/playlists')).json().playlists
    assert.deepEqual(listed.feelings, { before, after })
    const shared = await app.inject(`/v1/shares/${playlist.shareUrl?.split('/s/')[1]}`)
    assert.equal(shared.statusCode, 200)
    assert.equal(shared.body.includes('feelings'), false)
    const foreign = await stranger.post(app, `${path}/feelings`, { when: 'before', ...after })
    assert.deepEqual([foreign.statusCode, foreign.json().code], [404, 'PLAYLIST_NOT_FOUND'])
    assert.deepEqual((await guest.get(app, path)).json().feelings, { before, after })
    await guest.delete(app, path)
    assert.deepEqual((await guest.get(app, '/v1/exports/me')).json().feelings, [])
  })

  test('wrong fields of a feeling are refused by name', async () => {
    const guest = house.guest()
    const { id } = await guest.compose(app)
    const response = await guest.post(app, `/v1/playlists/${id}/feelings`, {
      when: 'now',
      valence: 2,
      arousal: 'calm',
    })
    assert.equal(response.statusCode, 400)
    const named = response.json().errors.map(({ field }: { field: string }) => field)
    assert.deepEqual(named.sort(), ['body.arousal', 'body.valence', 'body.when'])
  })
})
