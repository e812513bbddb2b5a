import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { type PlaylistComposed, playlistComposed } from '@mooddj/shared/channels'
import { eventually, type House, openHouse, sessionEvents } from './house.ts'

describe('when something is away', () => {
  let house: House
  let app: App
  const told: PlaylistComposed[] = []
  before(async () => {
    house = await openHouse()
    app = await house.start()
    await house.streams.handle(playlistComposed, async (event) => void told.push(event))
  })
  after(() => house.close())

  test('a playlist is told of once, even when NATS dies before it could be', async () => {
    const guest = house.guest()
    await house.servers.nats.kill()
    const playlist = await guest.compose(app)
    assert.equal(
      (await house.query("select id from outbox where channel = 'playlist.composed.v1'")).length,
      1,
    )
    await house.servers.nats.start()
    const mine = () => told.filter(({ accountId }) => accountId === guest.accountId)
    await eventually(async () => mine().length > 0, 30_000)
    await eventually(async () => (await house.query('select id from outbox')).length === 0, 30_000)
    const { composedAt, ...event } = mine()[0] ?? assert.fail()
    assert.equal(composedAt, playlist.composedAt)
    assert.deepEqual(event, {
      playlistId: playlist.id,
      accountId: guest.accountId,
      sessionId: null,
      title: playlist.title,
      strategy: 'match',
      shareUrl: playlist.shareUrl,
      trackCount: 12,
    })
    // A later event of the same stream comes after whatever was told before it.
    const marker = house.guest()
    await marker.compose(app)
    await eventually(async () => told.some(({ accountId }) => accountId === marker.accountId))
    assert.equal(mine().length, 1)
  })

  test('moods that settled while this service was down are known when it is back', async () => {
    await house.end(app)
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.opened())
    await house.tell(...session.settled({ emotion: 'happy' }))
    app = await house.start()
    const response = await guest.post(app, '/v1/playlists', {
      strategy: 'match',
      sessionId: session.sessionId,
    })
    assert.deepEqual([response.statusCode, response.json().emotion], [201, 'happy'])
  })

  test('a database that is away is a problem in plain words, and mends by itself', async () => {
    const guest = house.guest()
    await house.servers.postgres.kill()
    const response = await guest.get(app, '/v1/playlists')
    assert.ok(response.statusCode >= 500)
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
    assert.doesNotMatch(response.body, /postgres|127\.0\.0\.1|select/i)
    await house.servers.postgres.start()
    await eventually(async () => (await guest.get(app, '/v1/playlists')).statusCode === 200)
  })

  test('without Redis nobody is let in unchecked', async () => {
    const guest = house.guest()
    await guest.compose(app)
    await house.servers.redis.kill()
    const response = await guest.get(app, '/v1/playlists')
    assert.deepEqual([response.statusCode, response.json().code], [503, 'SERVICE_UNAVAILABLE'])
    await house.servers.redis.start()
    await eventually(async () => (await guest.get(app, '/v1/playlists')).statusCode === 200)
  })
})
