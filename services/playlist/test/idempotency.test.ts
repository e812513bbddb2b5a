import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { type Guest, type House, openHouse, sessionEvents } from './house.ts'

const BODY = { strategy: 'cheer-up', target: 'calm', mood: 'fear' }

describe('requests under an Idempotency-Key', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  const compose = (guest: Guest, key: string, body: object = BODY, at: App = app) =>
    guest.post(at, '/v1/playlists', body, { 'idempotency-key': key })
  const countOf = async (table: 'playlists' | 'judgements', { accountId }: Guest) =>
    (await house.query(`select id from ${table} where account_id = $1`, [accountId])).length

  test('the same key and body give the same answer and one playlist', async () => {
    const guest = house.guest()
    const first = await compose(guest, 'k1')
    const again = await compose(guest, 'k1', { mood: 'fear', target: 'calm', strategy: 'cheer-up' })
    assert.deepEqual([first.statusCode, again.statusCode], [201, 201])
    assert.deepEqual(again.json(), first.json())
    assert.equal(again.headers.location, first.headers.location)
    assert.equal(await countOf('playlists', guest), 1)
  })

  test('twins at the same moment, at two replicas, make one playlist', async () => {
    const replica = await house.start()
    const guest = house.guest()
    const twins = await Promise.all(
      Array.from({ length: 8 }, (_, index) => compose(guest, 'twin', BODY, index % 2 ? app : replica)),
    )
    assert.deepEqual(new Set(twins.map(({ statusCode }) => statusCode)), new Set([201]))
    assert.equal(new Set(twins.map((twin) => twin.json().id)).size, 1)
    assert.equal(await countOf('playlists', guest), 1)
    await house.end(replica)
  })

  test('the same key with another body is refused', async () => {
    const guest = house.guest()
    await compose(guest, 'k2')
    const other = await compose(guest, 'k2', { ...BODY, target: 'happy' })
    assert.deepEqual([other.statusCode, other.json().code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    assert.equal(await countOf('playlists', guest), 1)
  })

  test('two bodies at the same moment under one key: one is made, the other refused', async () => {
    const guest = house.guest()
    const answers = await Promise.all([
      compose(guest, 'race'),
      compose(guest, 'race', { ...BODY, length: 6 }),
    ])
    assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([201, 409]))
    assert.equal(await countOf('playlists', guest), 1)
  })

  test('a key is its account’s own', async () => {
    const [one, other] = [house.guest(), house.guest()]
    const ids = [(await compose(one, 'mine')).json().id, (await compose(other, 'mine')).json().id]
    assert.notEqual(ids[0], ids[1])
  })

  test('a request that failed leaves its key free', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    const body = { strategy: 'match', sessionId: session.sessionId }
    assert.equal((await compose(guest, 'retry', body)).statusCode, 404)
    await house.tell(...session.settled())
    assert.equal((await compose(guest, 'retry', body)).statusCode, 201)
  })

  test('a key answers after its session’s mood is gone', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.settled())
    const body = { strategy: 'match', sessionId: session.sessionId }
    const first = await compose(guest, 'kept', body)
    await house.query('delete from sessions where id = $1', [session.sessionId])
    assert.deepEqual((await compose(guest, 'kept', body)).json(), first.json())
  })

  test('a retry does not bring a deleted playlist back', async () => {
    const guest = house.guest()
    const { id } = (await compose(guest, 'gone')).json()
    await guest.delete(app, `/v1/playlists/${id}`)
    const again = await compose(guest, 'gone')
    assert.deepEqual([again.statusCode, again.json().code], [410, 'PLAYLIST_DELETED'])
    assert.equal(await countOf('playlists', guest), 0)
  })

  test('a key is forgotten after a day', async () => {
    const guest = house.guest()
    const first = (await compose(guest, 'old')).json()
    await house.query(
      "update idempotency_keys set used_at = used_at - interval '25 hours' where account_id = $1",
      [guest.accountId],
    )
    const again = await compose(guest, 'old', { ...BODY, length: 6 })
    assert.equal(again.statusCode, 201)
    assert.notEqual(again.json().id, first.id)
    assert.deepEqual((await compose(guest, 'old', { ...BODY, length: 6 })).json(), again.json())
  })

  for (const [what, key] of [
    ['129 characters', 'k'.repeat(129)],
    ['a blank', 'a b'],
    ['nothing in it', ''],
  ] as const) {
    test(`a key of ${what} is refused by name`, async () => {
      const response = await compose(house.guest(), key)
      assert.equal(response.statusCode, 400)
      assert.equal(response.json().errors[0].field, 'headers.idempotency-key')
    })
  }

  test('a judgement sent again under its key is kept once, and the key is good for nothing else', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    const [track, other] = playlist.tracks
    const judge = (trackId = track?.id, verdict = 'like') =>
      guest.post(
        app,
        `/v1/tracks/${trackId}/judgements`,
        { playlistId: playlist.id, verdict, positionMs: 1000 },
        { 'idempotency-key': 'like-1' },
      )
    const answers = await Promise.all([judge(), judge(), judge()])
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [202, 202, 202],
    )
    assert.equal(await countOf('judgements', guest), 1)
    for (const response of [
      await judge(other?.id),
      await judge(track?.id, 'skip'),
      await compose(guest, 'like-1'),
    ]) {
      assert.deepEqual([response.statusCode, response.json().code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    }
    assert.equal(await countOf('judgements', guest), 1)
  })

  test('without a key each request is its own', async () => {
    const guest = house.guest()
    await guest.compose(app)
    await guest.compose(app)
    assert.equal(await countOf('playlists', guest), 2)
  })
})
