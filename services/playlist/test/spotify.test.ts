import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { findFakeTrack } from '@mooddj/testkit/fake-spotify/catalogue'
import { eventually } from './house.ts'
import { openSpotifyHouse, type SpotifyHouse } from './spotify-house.ts'

describe('a playlist in Spotify', () => {
  let house: SpotifyHouse
  let app: App
  before(async () => {
    house = await openSpotifyHouse()
    app = await house.start()
  })
  after(() => house.close())
  beforeEach(() => house.calm())

  const idOf = (uri: string) => uri.replace('spotify:track:', '')

  test('is made with its tracks and a cover, within fifteen calls', async () => {
    const guest = await house.linked()
    const before = house.spotify.heard.length
    const made = await house.make(app, guest)
    assert.equal(made.notice, undefined)
    assert.equal(made.tracks.length, 12)
    for (const track of made.tracks) {
      assert.equal(track.source, 'spotify')
      assert.equal(track.url, track.id.replace('spotify:track:', 'https://open.spotify.com/track/'))
      assert.match(track.why, /\.$/)
    }
    assert.ok(made.spotify?.state === 'filled' || made.spotify?.state === 'covered')
    const kept = () =>
      house.spotify.playlists().find(({ id }) => made.spotify?.uri === `spotify:playlist:${id}`)
    assert.deepEqual(
      kept()?.uris,
      made.tracks.map(({ id }) => id),
    )
    assert.equal(kept()?.name, made.title)
    assert.equal(kept()?.isPublic, false)
    await eventually(async () => kept()?.cover !== undefined)
    assert.ok((kept()?.cover?.length ?? Infinity) <= 190 * 1024)
    const stateOf = async () => (await guest.get(app, `/v1/playlists/${made.id}`)).json().spotify.state
    await eventually(async () => (await stateOf()) === 'covered')
    const calls = house.heard().slice(before)
    assert.ok(calls.length <= 15, calls.join('\n'))
    assert.deepEqual(house.spotify.flaws, [])
  })

  test('takes features from ReccoBeats, forty tracks at a time, each once, and places them on our own plane', async () => {
    const guest = await house.linked()
    const made = await house.make(app, guest, { length: 30 })
    assert.ok(house.reccoBeats.heard.length > 0 && house.reccoBeats.heard.every((ids) => ids <= 40))
    const known = made.tracks.filter(({ id }) => house.reccoBeats.knows(idOf(id)))
    assert.ok(known.length >= 15, `${known.length} of 30 are known`)
    for (const { id, tempo, arousal, valence } of known) {
      const feel = findFakeTrack(idOf(id))?.feel
      assert.equal(tempo, feel?.tempo)
      // Standard scores: what is louder than most lies above the middle, and nothing leaves the plane.
      const score = ((feel?.energy ?? 0) - 0.63) / 0.22
      assert.ok(Math.abs(arousal - Math.min(1, Math.max(-1, score * 0.45))) < 1e-9)
      assert.ok(Math.abs(valence) <= 1)
    }
    const asked = house.reccoBeats.heard.reduce((sum, ids) => sum + ids, 0)
    await house.redis.flushall()
    await house.make(app, guest, { length: 30 })
    const again = house.reccoBeats.heard.reduce((sum, ids) => sum + ids, 0) - asked
    assert.ok(again < asked / 3, `${again} of ${asked} were asked for again`)
  })

  test('is made again from what is remembered, with few calls', async () => {
    const guest = await house.linked()
    await house.make(app, guest)
    const before = house.spotify.heard.length
    await house.make(app, guest)
    const lists = house
      .heard()
      .slice(before)
      .filter((call) => call.startsWith('GET '))
    assert.deepEqual(lists, [])
    const ttl = await house.redis.ttl(`playlist:spotify-candidates:${guest.accountId}`)
    assert.ok(ttl > 0 && ttl <= 600, String(ttl))
  })

  test('asks for what the moment favours, and for both ends of the path', async () => {
    const guest = await house.linked()
    const rules = structuredClone(house.config.CONTEXT_RULES)
    for (const daypart of Object.values(rules.dayparts)) daypart.styles = { ambient: 1 }
    const hazy = await house.start({ CONTEXT_RULES: rules })
    const before = house.spotify.heard.length
    const context = { timeZone: 'Etc/UTC' }
    const made = await house.make(hazy, guest, { mood: 'sad', target: 'happy', context })
    assert.equal(made.notice, undefined)
    const queries = house.spotify.heard
      .slice(before)
      .filter(({ path }) => path === '/v1/search')
      .map(({ query }) => new URLSearchParams(query))
    assert.equal(queries.length, 6)
    assert.ok(queries.every((query) => query.get('limit') === '10'))
    const words = queries.map((query) => query.get('q')).join(' ')
    assert.match(words, /sad|melancholy|quiet|rainy/)
    assert.match(words, /happy|feel good|upbeat|sunny/)
    assert.ok(queries.some((query) => query.get('q') === 'genre:"ambient"'))
    await house.end(hazy)
  })
})
