import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accountDeleted, moodSettled, sessionOpened, signInEnded } from '@mooddj/shared/channels'
import { Redis } from 'ioredis'
import {
  bearer,
  type House,
  me,
  openHouse,
  ORIGIN,
  problem,
  problemIn,
  readSignedIn,
  refresh,
  refreshTokenOf,
  register,
  startGuest,
} from './house.ts'
import { eventually, type Listener, openListener } from './listener.ts'

describe('ending a sign-in or an account', () => {
  let house: House
  let listener: Listener
  before(async () => {
    house = await openHouse({ SWEEP_INTERVAL_MS: '200' })
    listener = await openListener(house, [signInEnded, accountDeleted])
  })
  after(async () => {
    await listener.close()
    await house.close()
  })

  const logout = (headers: Record<string, string>, refreshToken?: string) =>
    house.app.inject({
      method: 'POST',
      url: '/v1/auth/logout',
      headers,
      ...(refreshToken !== undefined && { cookies: { mooddj_refresh: refreshToken } }),
    })
  const erase = (accessToken: string) =>
    house.app.inject({ method: 'DELETE', url: '/v1/auth/me', headers: bearer(accessToken) })

  test('after a logout by cookie neither token is good, and everyone is told once', async () => {
    const guest = await startGuest(house.app)
    const response = await logout({ origin: ORIGIN }, guest.refreshToken)
    assert.equal(response.statusCode, 204)
    assert.equal(refreshTokenOf(response), '')
    assert.deepEqual(problemIn(await me(house.app, guest.accessToken)), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(problemIn(await refresh(house.app, guest.refreshToken)), problem(401, 'REFRESH_INVALID'))
    assert.equal((await logout({ origin: ORIGIN }, guest.refreshToken)).statusCode, 204)
    const [event, ...more] = await listener.heard(signInEnded, guest.user.id, 1)
    assert.equal(event?.accountId, guest.user.id)
    assert.deepEqual(more, [])
  })

  test('after a logout by bearer token neither token is good', async () => {
    const guest = await startGuest(house.app)
    assert.equal((await logout(bearer(guest.accessToken))).statusCode, 204)
    assert.deepEqual(problemIn(await me(house.app, guest.accessToken)), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(problemIn(await refresh(house.app, guest.refreshToken)), problem(401, 'REFRESH_INVALID'))
    assert.deepEqual(problemIn(await logout(bearer(guest.accessToken))), problem(401, 'TOKEN_INVALID'))
  })

  test('the cookie still logs out when the bearer token has expired', async () => {
    const guest = await startGuest(house.app)
    assert.equal((await logout({ origin: ORIGIN, ...bearer('expired') }, guest.refreshToken)).statusCode, 204)
    assert.equal((await me(house.app, guest.accessToken)).statusCode, 401)
  })

  test('a page of somebody else cannot log anybody out', async () => {
    const guest = await startGuest(house.app)
    for (const headers of [{}, { origin: 'https://evil.example' }]) {
      assert.deepEqual(problemIn(await logout(headers, guest.refreshToken)), problem(403, 'ORIGIN_MISMATCH'))
    }
    assert.equal((await me(house.app, guest.accessToken)).statusCode, 200)
  })

  test('logging out without being signed in says so', async () => {
    assert.deepEqual(problemIn(await logout({ origin: ORIGIN })), problem(401, 'TOKEN_MISSING'))
  })

  test('a logout ends one sign-in, not the others of the account', async () => {
    const { email, password, ...first } = await register(house.app)
    const second = readSignedIn(
      await house.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password } }),
    )
    assert.equal((await logout(bearer(first.accessToken))).statusCode, 204)
    assert.equal((await me(house.app, second.accessToken)).statusCode, 200)
  })

  test('a deleted account is gone at once: no token is good and the e-mail is free again', async () => {
    const { email, password, ...signedIn } = await register(house.app)
    const response = await erase(signedIn.accessToken)
    assert.equal(response.statusCode, 202)
    assert.equal(refreshTokenOf(response), '')
    assert.deepEqual(problemIn(await me(house.app, signedIn.accessToken)), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(problemIn(await erase(signedIn.accessToken)), problem(401, 'TOKEN_INVALID'))
    const consents = await house.app.inject({ url: '/v1/consents', headers: bearer(signedIn.accessToken) })
    assert.deepEqual(problemIn(consents), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(
      problemIn(await refresh(house.app, signedIn.refreshToken)),
      problem(401, 'REFRESH_INVALID'),
    )
    const login = () =>
      house.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password } })
    assert.deepEqual(problemIn(await login()), problem(401, 'LOGIN_WRONG'))
    const payload = { email, password, displayName: 'Somebody else' }
    const again = await house.app.inject({ method: 'POST', url: '/v1/auth/register', payload })
    assert.equal(again.statusCode, 201)
    assert.notEqual(readSignedIn(again).user.id, signedIn.user.id)
  })

  test('nothing of a deleted account is left but its tombstone and the event that says so', async () => {
    const { email, password, user, accessToken, refreshToken } = await register(house.app)
    const { id } = user
    await refresh(house.app, refreshToken)
    await house.app.inject({
      method: 'POST',
      url: '/v1/auth/recovery-codes',
      headers: bearer(accessToken),
      payload: { currentPassword: password },
    })
    assert.ok((await scan(house, id)).includes('recovery_codes'))
    const url = '/v1/consents/emotion-recognition'
    const headers = bearer(accessToken)
    await house.app.inject({ method: 'PUT', url, headers, payload: { version: '1', granted: true } })
    await house.app.inject({ method: 'PUT', url, headers, payload: { version: '1', granted: false } })
    const now = new Date().toISOString()
    await listener.streams.tell(sessionOpened, id, { sessionId: 's', accountId: id, openedAt: now }, 'opened')
    await eventually(
      () => listener.subjects(id),
      (subjects) => subjects.length === 3,
    )

    assert.equal((await erase(accessToken)).statusCode, 202)
    await listener.heard(accountDeleted, id, 1)
    const left = await eventually(
      () => listener.subjects(id),
      (subjects) => subjects.length === 1,
    )
    assert.deepEqual(left, [`every.account.deleted.v1.${id}`])
    await eventually(
      () => scan(house, id),
      (tables) => tables.length === 1,
    )
    assert.deepEqual(await scan(house, id), ['deleted_accounts'])
    assert.deepEqual(await scan(house, email), [])
    const redis = new Redis(house.servers.redisUrl)
    const keys = (await redis.keys('*')).filter((key) => key.includes(id) || key.includes(email))
    redis.disconnect()
    assert.deepEqual(keys, [`auth:denied-account:${id}`])
  })

  test('what is told late of a deleted account is purged, too', async () => {
    const { user, accessToken } = await startGuest(house.app)
    await erase(accessToken)
    await eventually(
      () => house.query('select from auth.outbox'),
      (rows) => rows.length === 0,
    )
    const mood = {
      emotion: 'sad',
      valence: 0,
      arousal: 0,
      confidence: 1,
      faces: 1,
      source: 'camera',
    } as const
    const settled = { sessionId: 's', accountId: user.id, settledAt: new Date().toISOString(), ...mood }
    await eventually(
      async () => {
        await listener.streams.tell(moodSettled, user.id, settled, crypto.randomUUID())
        return listener.subjects(user.id)
      },
      (subjects) => subjects.includes(`every.mood.settled.v1.${user.id}`),
    )
    await house.query(
      `update auth.deleted_accounts set deleted_at = now() - interval '21 minutes' where account_id = $1`,
      [user.id],
    )
    const left = await eventually(
      () => listener.subjects(user.id),
      (subjects) => subjects.length === 1,
    )
    assert.deepEqual(left, [`every.account.deleted.v1.${user.id}`])
    await eventually(
      () => house.query('select purged_at from auth.deleted_accounts where account_id = $1', [user.id]),
      ([row]) => row?.['purged_at'] !== null,
    )
  })

  test('guests unused for seven days are erased; others, and full accounts, are not', async () => {
    const [old, young, full] = await Promise.all([
      startGuest(house.app),
      startGuest(house.app),
      register(house.app),
    ])
    const age = (account: { user: { id: string } }, days: number) =>
      house.query('update auth.accounts set last_used_at = now() - make_interval(days => $2) where id = $1', [
        account.user.id,
        days,
      ])
    await age(full, 100)
    await age(young, 6)
    await house.query(
      `update auth.accounts set last_used_at = now() - interval '7 days 1 second' where id = $1`,
      [old.user.id],
    )
    await listener.heard(accountDeleted, old.user.id, 1)
    assert.deepEqual(problemIn(await refresh(house.app, old.refreshToken)), problem(401, 'REFRESH_INVALID'))
    assert.equal((await me(house.app, young.accessToken)).statusCode, 200)
    assert.equal((await me(house.app, full.accessToken)).statusCode, 200)
  })

  test('a guest that is used lives on', async () => {
    const guest = await startGuest(house.app)
    await house.query(`update auth.accounts set last_used_at = now() - interval '6 days' where id = $1`, [
      guest.user.id,
    ])
    await refresh(house.app, guest.refreshToken)
    const fresh = `select last_used_at > now() - interval '1 minute' as fresh from auth.accounts where id = $1`
    assert.deepEqual(await house.query(fresh, [guest.user.id]), [{ fresh: true }])
  })
})

/** The tables of auth's schema that hold a text anywhere in any row. */
async function scan(house: House, text: string): Promise<string[]> {
  const tables = await house.query(
    `select table_name from information_schema.tables where table_schema = 'auth'`,
  )
  const found: string[] = []
  for (const name of tables.map(({ table_name }) => String(table_name))) {
    const rows = await house.query(
      `select from auth."${name}" as row where to_jsonb(row)::text ilike '%' || $1 || '%'
       or to_jsonb(row)::text ilike '%' || encode(convert_to($1, 'UTF8'), 'hex') || '%'`,
      [text],
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}
