import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { accountDeleted, playlistComposed, spotifyUnlinked, trackJudged } from '@mooddj/shared/channels'
import type { Playlist } from '@mooddj/shared/playlist'
import { eventually, type Guest } from './house.ts'
import { openSpotifyHouse, type SpotifyHouse } from './spotify-house.ts'

describe('unlinking Spotify', () => {
  let house: SpotifyHouse
  let app: App
  before(async () => {
    house = await openSpotifyHouse()
    app = await house.start()
  })
  after(() => house.close())
  beforeEach(() => house.calm())

  const unlinking = ({ accountId }: Guest, at = new Date()) => ({
    accountId,
    reason: 'unlinked' as const,
    unlinkedAt: at.toISOString(),
  })
  /** Every table and every Redis key as text, searched for what one playlist brought from Spotify. */
  const traces = async (playlist: Playlist): Promise<string[]> => {
    const words = playlist.tracks.flatMap(({ id, title }) => [id.replace('spotify:track:', ''), `"${title}"`])
    const found: string[] = []
    const tables = await house.query(
      "select tablename from pg_tables where schemaname = 'playlist' order by 1",
    )
    for (const { tablename } of tables) {
      const rows = await house.query(`select t::text as row from ${String(tablename)} t`)
      const texts = rows.map(({ row }) => String(row).replaceAll('""', '"'))
      if (
        texts.some((row) =>
          words.some((word) => row.includes(word) || row.includes(Buffer.from(word).toString('hex'))),
        )
      )
        found.push(String(tablename))
    }
    for (const key of await house.redis.keys('*')) {
      const type = await house.redis.type(key)
      const text =
        type === 'hash'
          ? JSON.stringify(await house.redis.hgetall(key))
          : ((await house.redis.get(key)) ?? '')
      if (words.some((word) => text.includes(word.replaceAll('"', '')))) found.push(key)
    }
    return found
  }
  /** Waits until the unlinking of an account has been heard, and so all of those before it are through. */
  const noted = ({ accountId }: Guest) =>
    eventually(
      async () =>
        (await house.query('select 1 from spotify_unlinks where account_id = $1', [accountId])).length === 1,
    )
  /** A playlist of Spotify's that was judged. */
  const live = async (guest: Guest) => {
    const playlist = await house.make(app, guest)
    const judgement = { playlistId: playlist.id, verdict: 'like', positionMs: 1 }
    const judged = await guest.post(app, `/v1/tracks/${playlist.tracks[0]?.id}/judgements`, judgement)
    assert.equal(judged.statusCode, 202)
    await eventually(async () => (await house.query('select 1 from outbox')).length === 0)
    return playlist
  }

  test('deletes all that came from it, and nothing else', async () => {
    const [guest, other] = [await house.linked(), house.guest()]
    await house.auth.link(other, 'Jonas')
    const playlist = await live(guest)
    const others = await live(other)
    const own = await guest.compose(app)
    assert.deepEqual(
      (await traces(playlist)).filter((place) => place.includes(guest.accountId) || !place.includes(':')),
      ['judgements', 'playlists', `playlist:spotify-candidates:${guest.accountId}`],
    )
    await house.tell(spotifyUnlinked, unlinking(guest))
    await eventually(async () => (await guest.get(app, `/v1/playlists/${playlist.id}`)).statusCode === 404)
    await eventually(
      async () => (await house.redis.exists(`playlist:spotify-candidates:${guest.accountId}`)) === 0,
    )
    const rows = await house.query('select 1 from spotify_playlists where account_id = $1', [guest.accountId])
    assert.equal(rows.length, 0)
    const judgements = await house.query('select 1 from judgements where account_id = $1', [guest.accountId])
    assert.equal(judgements.length, 0)
    assert.equal((await guest.get(app, `/v1/playlists/${own.id}`)).statusCode, 200)
    assert.equal((await other.get(app, `/v1/playlists/${others.id}`)).statusCode, 200)
    const later = house.guest()
    await house.tell(spotifyUnlinked, unlinking(later))
    await noted(later)
    const heard: string[] = []
    const hear = async ({ playlistId }: { playlistId: string }) => void heard.push(playlistId)
    await house.streams.handle(playlistComposed, hear)
    await house.streams.handle(trackJudged, hear)
    await eventually(async () => heard.filter((id) => id === others.id).length === 2)
    assert.equal(heard.includes(playlist.id), false)
  })

  test('leaves no trace of one listener’s music anywhere', async () => {
    const guest = await house.linked()
    await house.query('truncate playlists cascade')
    await house.query('truncate spotify_playlists')
    const playlist = await live(guest)
    await house.tell(spotifyUnlinked, unlinking(guest))
    await eventually(async () => (await traces(playlist)).length === 0)
  })

  test('heard late spares what was made after linking anew', async () => {
    const guest = await house.linked()
    const at = new Date()
    const playlist = await house.make(app, guest)
    await house.tell(spotifyUnlinked, unlinking(guest, at))
    await noted(guest)
    assert.equal((await guest.get(app, `/v1/playlists/${playlist.id}`)).statusCode, 200)
  })

  test('while a playlist is being made lets nothing of it be kept', async () => {
    const guest = await house.linked()
    const met = house.spotify.faults.met()
    house.spotify.faults.add({ kind: 'slow', ms: 700 }, { path: '/v1/me/top/tracks', times: 1 })
    const making = house.make(app, guest)
    await eventually(async () => house.spotify.faults.met() > met)
    await house.tell(spotifyUnlinked, unlinking(guest))
    await noted(guest)
    const made = await making
    assert.ok(made.tracks.every(({ source }) => source === 'built-in'))
    assert.match(made.notice ?? '', /not linked/)
    assert.equal(await house.redis.exists(`playlist:spotify-candidates:${guest.accountId}`), 0)
  })

  test('while Spotify makes a playlist leaves none there that nobody could fill', async () => {
    const guest = await house.linked()
    const there = house.spotify.playlists().length
    const met = house.spotify.faults.met()
    house.spotify.faults.add(
      { kind: 'slow', ms: 700 },
      { method: 'POST', path: '/v1/me/playlists', times: 1 },
    )
    const making = house.make(app, guest)
    await eventually(async () => house.spotify.faults.met() > met)
    await house.tell(spotifyUnlinked, unlinking(guest))
    await noted(guest)
    const made = await making
    assert.ok(made.tracks.every(({ source }) => source === 'built-in'))
    assert.match(made.notice ?? '', /not linked/)
    assert.equal(house.spotify.playlists().length, there)
    const kept = await house.query('select 1 from spotify_playlists where account_id = $1', [guest.accountId])
    assert.equal(kept.length, 0)
  })

  test('a deleted account leaves nothing either', async () => {
    const guest = await house.linked()
    const playlist = await live(guest)
    await house.tell(accountDeleted, { accountId: guest.accountId, deletedAt: new Date().toISOString() })
    const holds = async () =>
      (await house.query('select 1 from spotify_playlists where account_id = $1', [guest.accountId])).length +
      (await house.redis.exists(`playlist:spotify-candidates:${guest.accountId}`))
    await eventually(async () => (await holds()) === 0)
    assert.equal((await guest.get(app, `/v1/playlists/${playlist.id}`)).statusCode, 404)
  })
})
