import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '@mooddj/platform/app'
import pg from 'pg'
import { eventually, type Guest, type House, openHouse, sessionEvents } from './house.ts'

describe('a mood that has settled but takes long to be kept', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  const match = (guest: Guest, sessionId: string) =>
    guest.post(app, '/v1/playlists', { strategy: 'match', sessionId })
  /** Resolves when a session is kept of which this is so. */
  const kept = (sessionId: string, condition: string) =>
    eventually(async () => {
      const rows = await house.query(`select id from sessions where id = $1 and ${condition}`, [sessionId])
      return rows.length === 1
    })
  /** Holds up whatever is written of an account, until it is let go. */
  const holdUp = async ({ accountId }: Guest) => {
    const client = new pg.Client({ connectionString: house.servers.databaseUrl('playlist') })
    await client.connect()
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [accountId])
    return { letGo: () => client.end() }
  }

  test('is waited for for longer, and never said not to have settled', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.opened())
    await kept(session.sessionId, 'opened_at is not null')
    const { letGo } = await holdUp(guest)
    await house.tell(...session.settled({ emotion: 'happy' }))
    const answer = match(guest, session.sessionId)
    await wait(2_500)
    await letGo()
    const response = await answer
    assert.deepEqual([response.statusCode, response.json().emotion], [201, 'happy'])
  })

  test('is said to be out of reach after that', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    const { letGo } = await holdUp(guest)
    await house.tell(...session.settled())
    const response = await match(guest, session.sessionId)
    await letGo()
    assert.deepEqual([response.statusCode, response.json().code], [503, 'SERVICE_UNAVAILABLE'])
    assert.match(response.json().detail, /^Your settled mood cannot be reached/)
  })

  test('is not waited for when it was taken back', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.settled({}, -1))
    await kept(session.sessionId, 'emotion is not null')
    await house.tell(...session.forgotten())
    await kept(session.sessionId, 'emotion is null')
    const startedAt = performance.now()
    assert.equal((await match(guest, session.sessionId)).json().code, 'MOOD_NOT_SETTLED')
    assert.ok(performance.now() - startedAt < 5_000)
  })
})
