import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { createParser } from '@mooddj/shared/codec'
import { SharedPlaylistSchema } from '@mooddj/shared/playlist'
import { type House, openHouse } from './house.ts'

const shares = createParser(SharedPlaylistSchema)
const pathOf = (shareUrl: string | null) => `/v1/shares/${shareUrl?.split('/s/')[1]}`

describe('shared playlists', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  test('whoever has the link sees the playlist, nothing of its owner, and it is not kept by caches', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app, { strategy: 'cheer-up', mood: 'sad' })
    const response = await app.inject(pathOf(playlist.shareUrl))
    assert.equal(response.statusCode, 200)
    const shared = shares.parse(response.json())
    const { id: _id, start: _start, sessionId: _session, shareUrl: _url, ...open } = playlist
    assert.deepEqual(shared, open)
    assert.equal(response.body.includes(guest.accountId), false)
    assert.equal(response.body.includes(playlist.id), false)
    assert.equal(response.headers['cache-control'], 'no-store')
    assert.equal(response.headers['x-robots-tag'], 'noindex')
  })

  test('a revoked link leads nowhere, and its playlist stays', async () => {
    const guest = house.guest()
    const { id, shareUrl } = await guest.compose(app)
    assert.equal((await guest.delete(app, pathOf(shareUrl))).statusCode, 204)
    const gone = await app.inject(pathOf(shareUrl))
    assert.deepEqual([gone.statusCode, gone.json().code], [404, 'SHARE_NOT_FOUND'])
    assert.equal(gone.headers['cache-control'], 'no-store')
    assert.equal((await guest.get(app, `/v1/playlists/${id}`)).json().shareUrl, null)
    assert.equal((await guest.delete(app, pathOf(shareUrl))).statusCode, 404)
  })

  test('only the owner revokes', async () => {
    const [owner, stranger] = [house.guest(), house.guest()]
    const { shareUrl } = await owner.compose(app)
    assert.equal((await stranger.delete(app, pathOf(shareUrl))).statusCode, 404)
    assert.equal((await app.inject({ method: 'DELETE', url: pathOf(shareUrl) })).statusCode, 401)
    assert.equal((await app.inject(pathOf(shareUrl))).statusCode, 200)
  })

  test('the link of a deleted playlist leads nowhere', async () => {
    const guest = house.guest()
    const { id, shareUrl } = await guest.compose(app)
    await guest.delete(app, `/v1/playlists/${id}`)
    assert.equal((await app.inject(pathOf(shareUrl))).statusCode, 404)
  })

  for (const token of ['x', 'null', '%00', '..%2f..', 'a'.repeat(90), 'A'.repeat(24)]) {
    test(`the made-up link ${token} leads nowhere`, async () => {
      assert.equal((await app.inject(`/v1/shares/${token}`)).statusCode, 404)
      assert.equal((await house.guest().delete(app, `/v1/shares/${token}`)).statusCode, 404)
    })
  }

  test('links do not resemble each other', async () => {
    const guest = house.guest()
    const urls = [await guest.compose(app), await guest.compose(app)].map(({ shareUrl }) =>
      shareUrl?.slice(-24, -16),
    )
    assert.notEqual(urls[0], urls[1])
  })
})
