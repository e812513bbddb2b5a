import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
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

describe('refreshing', () => {
  let house: House
  before(async () => {
    house = await openHouse({ WEB_ORIGIN: 'https://page.example.org, https://other.example.org' })
  })
  after(() => house.close())

  const later = (signedIn: { user: { id: string } }, seconds: number) =>
    house.query(
      `update auth.sign_ins set rotated_at = rotated_at - make_interval(secs => $2) where account_id = $1`,
      [signedIn.user.id, seconds],
    )

  test('the cookie is out of reach of scripts, of other sites and of other paths', async () => {
    const response = await house.app.inject({ method: 'POST', url: '/v1/auth/guests' })
    const [cookie] = response.cookies
    assert.ok(cookie)
    const { value, ...attributes } = cookie
    assert.equal(Buffer.from(value, 'base64url').length, 32)
    assert.deepEqual(attributes, {
      name: 'mooddj_refresh',
      path: '/v1/auth',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: 30 * 24 * 3600,
    })
  })

  test('the cookie is Secure when the page was reached by https', async () => {
    const headers = { 'x-forwarded-proto': 'https' }
    const response = await house.app.inject({ method: 'POST', url: '/v1/auth/guests', headers })
    assert.equal(response.cookies[0]?.secure, true)
    assert.equal(response.cookies[0]?.sameSite, 'Strict')
  })

  test('a refresh gives a new access token and a new cookie for the same account', async () => {
    const guest = await startGuest(house.app)
    const response = await refresh(house.app, guest.refreshToken)
    assert.equal(response.statusCode, 200)
    const next = readSignedIn(response)
    assert.deepEqual(next.user, guest.user)
    assert.notEqual(next.refreshToken, guest.refreshToken)
    assert.equal((await me(house.app, next.accessToken)).statusCode, 200)
    assert.equal((await refresh(house.app, next.refreshToken)).statusCode, 200)
  })

  test('only digests of refresh tokens are kept', async () => {
    const { refreshToken } = await startGuest(house.app)
    const kept = await house.query(`select encode(digest, 'hex') as digest from auth.refresh_tokens`)
    const forms = [refreshToken, Buffer.from(refreshToken, 'base64url').toString('hex')]
    assert.ok(kept.length > 0 && kept.every(({ digest }) => !forms.includes(String(digest))))
  })

  test('every allowed page may refresh; others, and those that do not say who they are, may not', async () => {
    let { refreshToken } = await startGuest(house.app)
    for (const origin of [ORIGIN, 'https://page.example.org', 'https://other.example.org']) {
      const response = await refresh(house.app, refreshToken, { origin })
      assert.equal(response.statusCode, 200)
      refreshToken = refreshTokenOf(response)
    }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${ORIGIN}0` },
      {},
    ]) {
      assert.deepEqual(
        problemIn(await refresh(house.app, refreshToken, headers)),
        problem(403, 'ORIGIN_MISMATCH'),
      )
    }
    assert.equal((await refresh(house.app, refreshToken)).statusCode, 200)
  })

  test('without a cookie, or with one that never was, there is nothing to refresh', async () => {
    const without = await house.app.inject({
      method: 'POST',
      url: '/v1/auth/refresh',
      headers: { origin: ORIGIN },
    })
    assert.deepEqual(problemIn(without), problem(401, 'REFRESH_MISSING'))
    const unknown = await refresh(house.app, 'nonsense')
    assert.deepEqual(problemIn(unknown), problem(401, 'REFRESH_INVALID'))
    assert.equal(refreshTokenOf(unknown), '')
  })

  test('reuse after ten seconds ends the sign-in: every refresh token and every access token of it', async () => {
    const guest = await startGuest(house.app)
    const next = readSignedIn(await refresh(house.app, guest.refreshToken))
    await later(guest, 11)
    assert.deepEqual(problemIn(await refresh(house.app, guest.refreshToken)), problem(401, 'REFRESH_REUSED'))
    assert.deepEqual(problemIn(await refresh(house.app, next.refreshToken)), problem(401, 'REFRESH_INVALID'))
    assert.deepEqual(problemIn(await me(house.app, next.accessToken)), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(problemIn(await me(house.app, guest.accessToken)), problem(401, 'TOKEN_INVALID'))
  })

  test('reuse of any token but the last ends the sign-in at once', async () => {
    const guest = await startGuest(house.app)
    const second = readSignedIn(await refresh(house.app, guest.refreshToken))
    const third = readSignedIn(await refresh(house.app, second.refreshToken))
    assert.deepEqual(problemIn(await refresh(house.app, guest.refreshToken)), problem(401, 'REFRESH_REUSED'))
    assert.deepEqual(problemIn(await me(house.app, third.accessToken)), problem(401, 'TOKEN_INVALID'))
  })

  test('reuse ends that sign-in only', async () => {
    const { email, password, ...first } = await register(house.app)
    const login = await house.app.inject({
      method: 'POST',
      url: '/v1/auth/login',
      payload: { email, password },
    })
    const other = readSignedIn(login)
    await refresh(house.app, first.refreshToken)
    await later(first, 11)
    assert.equal((await refresh(house.app, first.refreshToken)).statusCode, 401)
    assert.equal((await me(house.app, other.accessToken)).statusCode, 200)
    assert.equal((await refresh(house.app, other.refreshToken)).statusCode, 200)
  })

  test('tabs that refresh at once all stay signed in, whichever cookie the browser keeps', async () => {
    const guest = await startGuest(house.app)
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(house.app, guest.refreshToken)))
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200, 200],
    )
    await later(guest, 3600)
    const [kept] = answers.map(refreshTokenOf)
    const next = await refresh(house.app, kept ?? '')
    assert.equal(next.statusCode, 200)
    assert.equal((await refresh(house.app, refreshTokenOf(next))).statusCode, 200)
  })

  test('an answer that was lost costs nobody their sign-in', async () => {
    const guest = await startGuest(house.app)
    await refresh(house.app, guest.refreshToken)
    const again = await refresh(house.app, guest.refreshToken)
    assert.equal(again.statusCode, 200)
    await later(guest, 3600)
    assert.equal((await refresh(house.app, refreshTokenOf(again))).statusCode, 200)
  })

  test('a sign-in unused for thirty days is over, and one that is used is not', async () => {
    const [idle, busy] = await Promise.all([startGuest(house.app), startGuest(house.app)])
    const kept = await house.query('select expires_at from auth.sign_ins where account_id = $1', [
      busy.user.id,
    ])
    const days = (new Date(String(kept[0]?.['expires_at'])).getTime() - Date.now()) / 86_400_000
    assert.ok(days > 29.9 && days <= 30)
    await house.query(
      `update auth.sign_ins set expires_at = now() - interval '1 second' where account_id = $1`,
      [idle.user.id],
    )
    await house.query(
      `update auth.sign_ins set expires_at = now() + interval '1 day' where account_id = $1`,
      [busy.user.id],
    )
    assert.deepEqual(problemIn(await refresh(house.app, idle.refreshToken)), problem(401, 'REFRESH_INVALID'))
    assert.equal((await refresh(house.app, busy.refreshToken)).statusCode, 200)
    const slid = await house.query(
      "select expires_at > now() + interval '29 days' as slid from auth.sign_ins where account_id = $1",
      [busy.user.id],
    )
    assert.deepEqual(slid, [{ slid: true }])
  })
})
