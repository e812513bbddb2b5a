import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
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
  beforeEach(() => house.spotify.faults.clear())

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
})
