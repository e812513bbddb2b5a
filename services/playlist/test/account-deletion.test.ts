import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { accountDeleted, type PlaylistComposed, playlistComposed, trackJudged } from '@mooddj/shared/channels'
import { eventually, type Guest, type House, openHouse, sessionEvents } from './house.ts'

describe('the deletion of an account', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  const deletionOf = ({ accountId }: Guest) => ({ accountId, deletedAt: new Date().toISOString() })
  /** The tables that hold the account's id in any column, in whatever form. */
  const tablesWith = async (accountId: string) => {
    const tables = await house.query(
      "select tablename from pg_tables where schemaname = 'playlist' order by 1",
    )
    const holding: string[] = []
    for (const { tablename } of tables) {
      const rows = await house.query(`select t::text as row from ${String(tablename)} t`)
      const hex = Buffer.from(accountId).toString('hex')
      if (rows.some(({ row }) => String(row).includes(accountId) || String(row).includes(hex)))
        holding.push(String(tablename))
    }
    return holding
  }
  /** Leaves a trace of the account in every table. */
  const live = async (guest: Guest) => {
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.settled())
    const body = { strategy: 'match', sessionId: session.sessionId }
    const { id, tracks } = (
      await guest.post(app, '/v1/playlists', body, { 'idempotency-key': 'once' })
    ).json()
    await guest.post(app, `/v1/playlists/${id}/feelings`, { when: 'before', valence: 0, arousal: 0 })
    await guest.post(app, `/v1/tracks/${tracks[0].id}/judgements`, {
      playlistId: id,
      verdict: 'like',
      positionMs: 1,
    })
    return { id, shareToken: (await guest.get(app, `/v1/playlists/${id}`)).json().shareUrl.split('/s/')[1] }
  }

  test('erases it from every table and leaves others alone', async () => {
    const [guest, other] = [house.guest(), house.guest()]
    const { id, shareToken } = await live(guest)
    await live(other)
    const before = await tablesWith(other.accountId)
    const holding = [
      'decisions',
      'feelings',
      'idempotency_keys',
      'judgements',
      'playlists',
      'sessions',
      'tastes',
    ]
    assert.deepEqual(
      (await tablesWith(guest.accountId)).filter((table) => table !== 'outbox'),
      holding,
    )
    await house.tell(accountDeleted, deletionOf(guest))
    await eventually(async () => (await tablesWith(guest.accountId)).length === 0)
    assert.equal((await app.inject(`/v1/shares/${shareToken}`)).statusCode, 404)
    assert.equal((await guest.get(app, `/v1/playlists/${id}`)).statusCode, 404)
    assert.ok(before.every((table) => table === 'outbox' || holding.includes(table)))
    await eventually(async () => (await tablesWith(other.accountId)).length === holding.length)
  })

  test('heard twice changes nothing, and nothing comes back by a token that is still good', async () => {
    const guest = house.guest()
    const { id } = await live(guest)
    const deletion = deletionOf(guest)
    await house.tell(accountDeleted, deletion)
    await house.tell(accountDeleted, deletion)
    await eventually(async () => (await tablesWith(guest.accountId)).length === 0)
    const attempts = [
      await guest.post(app, '/v1/playlists', { strategy: 'match', mood: 'sad' }),
      await guest.post(app, '/v1/playlists', { strategy: 'match', mood: 'sad' }, { 'idempotency-key': 'x' }),
      await guest.post(app, `/v1/playlists/${id}/feelings`, { when: 'before', valence: 0, arousal: 0 }),
      await guest.post(app, '/v1/tracks/built-in:0001/judgements', {
        playlistId: id,
        verdict: 'like',
        positionMs: 1,
      }),
    ]
    for (const response of attempts) {
      assert.deepEqual([response.statusCode, response.json().code], [401, 'ACCOUNT_DELETED'])
    }
    assert.deepEqual(await tablesWith(guest.accountId), [])
  })

  test('while playlists are being made leaves none of them', async () => {
    const guest = house.guest()
    const making = Array.from({ length: 30 }, async () =>
      guest.post(app, '/v1/playlists', { strategy: 'match', mood: 'sad' }),
    )
    await Promise.race(making)
    await house.tell(accountDeleted, deletionOf(guest))
    const statuses = (await Promise.all(making)).map(({ statusCode }) => statusCode)
    await eventually(
      async () =>
        (await guest.post(app, '/v1/playlists', { strategy: 'match', mood: 'sad' })).statusCode === 401,
    )
    assert.ok(statuses.every((status) => status === 201 || status === 401))
    assert.deepEqual(await tablesWith(guest.accountId), [])
  })

  test('removes from the stream what this service told of the account', async () => {
    const [guest, other] = [house.guest(), house.guest()]
    await live(guest)
    await live(other)
    await eventually(async () => (await tablesWith(guest.accountId)).every((table) => table !== 'outbox'))
    await house.tell(accountDeleted, deletionOf(guest))
    await eventually(async () => (await tablesWith(guest.accountId)).length === 0)
    const marker = house.guest()
    await live(marker)
    const heard: string[] = []
    const hear = async ({ accountId }: Pick<PlaylistComposed, 'accountId'>) => void heard.push(accountId)
    await house.streams.handle(playlistComposed, hear)
    await house.streams.handle(trackJudged, hear)
    await eventually(async () => heard.filter((accountId) => accountId === marker.accountId).length === 2)
    assert.equal(heard.includes(guest.accountId), false)
    assert.equal(heard.filter((accountId) => accountId === other.accountId).length, 2)
  })

  test('of an account never heard of is remembered', async () => {
    const guest = house.guest()
    await house.tell(accountDeleted, deletionOf(guest))
    await eventually(
      async () =>
        (await guest.post(app, '/v1/playlists', { strategy: 'match', mood: 'sad' })).statusCode === 401,
    )
  })
})
