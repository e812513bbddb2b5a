import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SignInsSchema } from '@mooddj/shared/account'
import { signInEnded } from '@mooddj/shared/channels'
import { createParser } from '@mooddj/shared/codec'
import {
  bearer,
  type House,
  me,
  openHouse,
  problem,
  problemIn,
  readSignedIn,
  refresh,
  refreshTokenOf,
  register,
  startGuest,
} from './house.ts'
import { type Listener, openListener } from './listener.ts'

const signIns = createParser(SignInsSchema)
const NEW_PASSWORD = 'another long enough password'

describe('what people change about their account', () => {
  let house: House
  let listener: Listener
  before(async () => {
    house = await openHouse()
    listener = await openListener(house, [signInEnded])
  })
  after(async () => {
    await listener.close()
    await house.close()
  })

  const call = (method: 'GET' | 'PATCH' | 'PUT' | 'DELETE', path: string, token: string, payload?: object) =>
    house.app.inject({
      method,
      url: `/v1/auth${path}`,
      headers: bearer(token),
      ...(payload && { payload }),
    })
  const login = (email: string, password: string) =>
    house.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password } })
  /** Somebody signed in here and elsewhere. */
  const registerTwice = async () => {
    const { email, password, ...here } = await register(house.app)
    return { email, password, here, elsewhere: readSignedIn(await login(email, password)) }
  }
  const changePassword = (token: string, currentPassword: string, newPassword = NEW_PASSWORD) =>
    call('PUT', '/password', token, { currentPassword, newPassword })
  const list = async (token: string) =>
    signIns.parseText((await call('GET', '/sessions', token)).body).sessions

  test('a name is changed, tidied up, and one that is none is refused', async () => {
    const { accessToken, user } = await register(house.app)
    const renamed = await call('PATCH', '/me', accessToken, { displayName: '  ليلى   Ada ' })
    assert.equal(renamed.statusCode, 200)
    assert.deepEqual(renamed.json(), { ...user, displayName: 'ليلى Ada' })
    assert.deepEqual((await me(house.app, accessToken)).json(), renamed.json())
    for (const displayName of ['', ' ', 'n'.repeat(61), 'A\u0000da', 5, undefined]) {
      const response = await call('PATCH', '/me', accessToken, { displayName })
      assert.deepEqual(problemIn(response), problem(400, 'REQUEST_INVALID'))
    }
    assert.equal((await me(house.app, accessToken)).json().displayName, 'ليلى Ada')
  })

  test('a changed password ends every other sign-in at once, keeps this one, and only the new one logs in', async () => {
    const { email, password, here, elsewhere } = await registerTwice()
    assert.equal((await changePassword(here.accessToken, password)).statusCode, 204)
    assert.deepEqual(problemIn(await me(house.app, elsewhere.accessToken)), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(
      problemIn(await refresh(house.app, elsewhere.refreshToken)),
      problem(401, 'REFRESH_INVALID'),
    )
    assert.equal((await me(house.app, here.accessToken)).statusCode, 200)
    assert.equal((await refresh(house.app, here.refreshToken)).statusCode, 200)
    assert.deepEqual(problemIn(await login(email, password)), problem(401, 'LOGIN_WRONG'))
    assert.equal((await login(email, NEW_PASSWORD)).statusCode, 200)
    assert.equal((await listener.heard(signInEnded, here.user.id, 1)).length, 1)
  })

  test('a wrong current password changes nothing', async () => {
    const { email, password, here, elsewhere } = await registerTwice()
    const refused = await changePassword(here.accessToken, 'not this one')
    assert.deepEqual(problemIn(refused), problem(403, 'PASSWORD_WRONG'))
    assert.equal((await me(house.app, elsewhere.accessToken)).statusCode, 200)
    assert.equal((await login(email, password)).statusCode, 200)
  })

  test('whoever keeps guessing the current password must wait, even with the right one', async () => {
    const { accessToken, password } = await register(house.app)
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => changePassword(accessToken, 'not this one')),
    )
    const statuses = guesses.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 403), 429, 429])
    const refused = await changePassword(accessToken, password)
    assert.deepEqual(problemIn(refused), problem(429, 'TOO_MANY_ATTEMPTS'))
    assert.ok(Number(refused.headers['retry-after']) > 0)
  })

  test('of two who change a password at once from the same one, one does', async () => {
    const { email, password, here, elsewhere } = await registerTwice()
    const both = await Promise.all([
      changePassword(here.accessToken, password, 'the first new password'),
      changePassword(elsewhere.accessToken, password, 'the second new password'),
    ])
    const [won, lost] = both.toSorted((a, b) => a.statusCode - b.statusCode)
    assert.equal(won?.statusCode, 204)
    // Its sign-in may have ended before it was looked at.
    assert.ok(lost && [401, 403].includes(lost.statusCode))
    const secret = both[0] === won ? 'the first new password' : 'the second new password'
    assert.equal((await login(email, secret)).statusCode, 200)
  })

  test('a guest has no password to change, and a new one must be one', async () => {
    const guest = await startGuest(house.app)
    assert.deepEqual(
      problemIn(await changePassword(guest.accessToken, 'whatever it is')),
      problem(409, 'PASSWORD_NONE'),
    )
    const { accessToken, password } = await register(house.app)
    const short = await changePassword(accessToken, password, '1234567')
    assert.deepEqual(problemIn(short), problem(400, 'REQUEST_INVALID'))
    assert.deepEqual(short.json().errors[0].field, 'body.newPassword')
  })

  test('sign-ins are listed, the one that asks marked, and nothing of where from', async () => {
    const { here, elsewhere } = await registerTwice()
    const answer = await call('GET', '/sessions', here.accessToken)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const [second, first, ...more] = signIns.parseText(answer.body).sessions
    assert.deepEqual(more, [])
    assert.deepEqual([first?.isCurrent, second?.isCurrent], [true, false])
    assert.deepEqual(Object.keys(first ?? {}), ['id', 'createdAt', 'lastUsedAt', 'isCurrent'])
    assert.ok(Date.parse(first?.createdAt ?? '') <= Date.parse(second?.createdAt ?? ''))
    const fromThere = await list(elsewhere.accessToken)
    assert.deepEqual(
      fromThere.map(({ id, isCurrent }) => [id, isCurrent]),
      [
        [second?.id, true],
        [first?.id, false],
      ],
    )
  })

  test('another sign-in is ended at once and told; the own one as by a logout', async () => {
    const { here, elsewhere } = await registerTwice()
    const other = (await list(here.accessToken)).find(({ isCurrent }) => !isCurrent)
    const ended = await call('DELETE', `/sessions/${other?.id}`, here.accessToken)
    assert.equal(ended.statusCode, 204)
    assert.deepEqual(ended.cookies, [])
    assert.deepEqual(problemIn(await me(house.app, elsewhere.accessToken)), problem(401, 'TOKEN_INVALID'))
    const [event] = await listener.heard(signInEnded, here.user.id, 1)
    assert.equal(event?.signInId, other?.id)
    assert.deepEqual(
      problemIn(await call('DELETE', `/sessions/${other?.id}`, here.accessToken)),
      problem(404, 'SIGN_IN_NOT_FOUND'),
    )
    const [own, ...others] = await list(here.accessToken)
    assert.deepEqual(others, [])
    const gone = await call('DELETE', `/sessions/${own?.id}`, here.accessToken)
    assert.deepEqual([gone.statusCode, refreshTokenOf(gone)], [204, ''])
    assert.deepEqual(problemIn(await me(house.app, here.accessToken)), problem(401, 'TOKEN_INVALID'))
  })

  test('all other sign-ins end together', async () => {
    const { email, password, here, elsewhere } = await registerTwice()
    const third = readSignedIn(await login(email, password))
    assert.equal((await call('DELETE', '/sessions', here.accessToken)).statusCode, 204)
    for (const { accessToken } of [elsewhere, third])
      assert.equal((await me(house.app, accessToken)).statusCode, 401)
    assert.deepEqual(
      (await list(here.accessToken)).map(({ isCurrent }) => isCurrent),
      [true],
    )
    assert.equal((await listener.heard(signInEnded, here.user.id, 2)).length, 2)
  })

  test('nobody ends, or sees, the sign-ins of somebody else', async () => {
    const [owner, stranger] = [await register(house.app), await startGuest(house.app)]
    const [own] = await list(owner.accessToken)
    for (const id of [own?.id ?? '', 'nonsense', '%00']) {
      assert.deepEqual(
        problemIn(await call('DELETE', `/sessions/${id}`, stranger.accessToken)),
        problem(404, 'SIGN_IN_NOT_FOUND'),
      )
    }
    assert.equal((await list(stranger.accessToken)).length, 1)
    assert.equal((await me(house.app, owner.accessToken)).statusCode, 200)
    for (const [method, path] of [
      ['GET', '/sessions'],
      ['DELETE', '/sessions'],
      ['DELETE', `/sessions/${own?.id}`],
      ['PATCH', '/me'],
      ['PUT', '/password'],
    ] as const)
      assert.deepEqual(problemIn(await call(method, path, 'nonsense', {})), problem(401, 'TOKEN_INVALID'))
  })
})
