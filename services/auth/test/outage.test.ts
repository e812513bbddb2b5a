import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accountDeleted, consentGiven } from '@mooddj/shared/channels'
import {
  bearer,
  type House,
  me,
  openHouse,
  ORIGIN,
  problem,
  problemIn,
  refresh,
  startGuest,
} from './house.ts'
import { eventually, type Listener, openListener } from './listener.ts'

describe('while a server is away', () => {
  let house: House
  let listener: Listener
  before(async () => {
    house = await openHouse()
    listener = await openListener(house, [consentGiven, accountDeleted])
  })
  after(async () => {
    await listener.close()
    await house.close()
  })

  const consent = (accessToken: string, granted: boolean) =>
    house.app.inject({
      method: 'PUT',
      url: '/v1/consents/emotion-recognition',
      headers: bearer(accessToken),
      payload: { version: '1', granted },
    })

  test('without NATS everything is answered, and what was to be told is told once when it is back', async () => {
    const [listening, leaving] = await Promise.all([startGuest(house.app), startGuest(house.app)])
    await house.servers.nats.kill()
    assert.equal((await consent(listening.accessToken, true)).statusCode, 200)
    assert.equal((await consent(leaving.accessToken, true)).statusCode, 200)
    const erased = await house.app.inject({
      method: 'DELETE',
      url: '/v1/auth/me',
      headers: bearer(leaving.accessToken),
    })
    assert.equal(erased.statusCode, 202)
    assert.equal((await house.query('select from auth.outbox')).length, 2)
    await house.servers.nats.start()
    const given = await listener.heard(consentGiven, listening.user.id, 1)
    assert.equal(given.length, 1)
    await listener.heard(accountDeleted, leaving.user.id, 1)
    await eventually(
      () => house.query('select from auth.outbox'),
      (rows) => rows.length === 0,
    )
    assert.equal((await listener.heard(consentGiven, listening.user.id, 1)).length, 1)
    assert.deepEqual(await listener.subjects(leaving.user.id), [
      `every.account.deleted.v1.${leaving.user.id}`,
    ])
  })

  test('without Redis nobody is told that a sign-in or an account has ended, and nothing has', async () => {
    const guest = await startGuest(house.app)
    const cookies = { mooddj_refresh: guest.refreshToken }
    await house.servers.redis.kill()
    const logout = await house.app.inject({
      method: 'POST',
      url: '/v1/auth/logout',
      headers: { origin: ORIGIN },
      cookies,
    })
    assert.deepEqual(problemIn(logout), problem(503, 'SERVICE_UNAVAILABLE'))
    assert.ok(Number(logout.headers['retry-after']) > 0)
    const erased = await house.app.inject({
      method: 'DELETE',
      url: '/v1/auth/me',
      headers: bearer(guest.accessToken),
    })
    assert.deepEqual(problemIn(erased), problem(503, 'SERVICE_UNAVAILABLE'))
    assert.deepEqual(problemIn(await me(house.app, guest.accessToken)), problem(503, 'SERVICE_UNAVAILABLE'))
    await house.servers.redis.start()
    await eventually(
      async () => (await me(house.app, guest.accessToken)).statusCode,
      (status) => status === 200,
    )
    assert.equal((await refresh(house.app, guest.refreshToken)).statusCode, 200)
  })

  test('without PostgreSQL the answer is to come back, and then all is well', async () => {
    const guest = await startGuest(house.app)
    await house.servers.postgres.kill()
    const response = await me(house.app, guest.accessToken)
    assert.deepEqual(problemIn(response), problem(503, 'SERVICE_UNAVAILABLE'))
    assert.ok(!response.body.includes('ECONNREFUSED'))
    await house.servers.postgres.start()
    const begin = async () => (await house.app.inject({ method: 'POST', url: '/v1/auth/guests' })).statusCode
    await eventually(begin, (status) => status === 201)
  })
})
