import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { RecoveryCodesSchema, RecoveryStateSchema } from '@mooddj/shared/account'
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
  register,
  startGuest,
} from './house.ts'

const codesIn = createParser(RecoveryCodesSchema)
const stateIn = createParser(RecoveryStateSchema)
const newPassword = 'another long enough password'

describe('recovery codes', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
    house.app.inject({ method: 'POST', url: `/v1/auth${path}`, payload, headers })
  const renew = (accessToken: string, currentPassword: string) =>
    post('/recovery-codes', { currentPassword }, bearer(accessToken))
  const stateOf = async (accessToken: string) => {
    const url = '/v1/auth/recovery-codes'
    return stateIn.parseText((await house.app.inject({ url, headers: bearer(accessToken) })).body)
  }
  const recover = (email: string, code: string, address = '127.0.0.1') =>
    post('/recover', { email, code, newPassword }, { 'x-forwarded-for': address })
  const withCodes = async () => {
    const person = await register(house.app)
    const response = await renew(person.accessToken, person.password)
    assert.equal(response.statusCode, 201)
    const { codes } = codesIn.parseText(response.body)
    return { ...person, codes, code: codes[0] ?? '' }
  }

  test('ten are shown once, each different, and none of them is kept', async () => {
    const { accessToken, codes, user } = await withCodes()
    assert.equal(new Set(codes).size, 10)
    for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const { left, createdAt } = await stateOf(accessToken)
    assert.equal(left, 10)
    assert.ok(Date.parse(createdAt ?? '') <= Date.now())
    const rows = await house.query('select r::text as row from auth.recovery_codes r where account_id = $1', [
      user.id,
    ])
    assert.equal(rows.length, 10)
    for (const code of codes)
      for (const text of [code, code.replaceAll('-', '')])
        for (const { row } of rows) {
          assert.ok(!String(row).includes(text))
          assert.ok(!String(row).includes(Buffer.from(text).toString('hex')))
        }
  })

  test('one brings its owner back in under a new password, ends every sign-in, and is used up', async () => {
    const { email, password, codes, code, ...before } = await withCodes()
    const response = await recover(email, code)
    assert.equal(response.statusCode, 200)
    const back = readSignedIn(response)
    assert.equal(back.user.id, before.user.id)
    assert.deepEqual(problemIn(await me(house.app, before.accessToken)), problem(401, 'TOKEN_INVALID'))
    assert.deepEqual(
      problemIn(await refresh(house.app, before.refreshToken)),
      problem(401, 'REFRESH_INVALID'),
    )
    assert.deepEqual(problemIn(await post('/login', { email, password })), problem(401, 'LOGIN_WRONG'))
    assert.equal((await post('/login', { email, password: newPassword })).statusCode, 200)
    assert.equal((await stateOf(back.accessToken)).left, 9)
    assert.deepEqual(problemIn(await recover(email, code)), problem(401, 'RECOVERY_WRONG'))
    assert.equal((await recover(email, codes[1] ?? '')).statusCode, 200)
  })

  test('a code is taken however it was typed', async () => {
    const { email, codes } = await withCodes()
    const typed = [
      codes[0]?.toLowerCase(),
      codes[1]?.replaceAll('-', ''),
      ` ${codes[2]?.replaceAll('-', ' ')} `,
      codes[3]?.replaceAll('0', 'O').replaceAll('1', 'l'),
    ]
    for (const code of typed) assert.equal((await recover(email, code ?? '')).statusCode, 200, code)
  })

  test('of two who use one code at once, one gets in', async () => {
    const { email, code } = await withCodes()
    const both = await Promise.all([recover(email, code), recover(email, code)])
    assert.deepEqual(new Set(both.map(({ statusCode }) => statusCode)), new Set([200, 401]))
  })

  test('a wrong code, somebody else’s, and an unknown e-mail get the same answer, and change nothing', async () => {
    const [owner, other] = [await withCodes(), await withCodes()]
    const answers = [
      await recover(owner.email, 'AAAA-AAAA-AAAA-AAAA'),
      await recover(owner.email, other.code),
      await recover('nobody@example.org', owner.code),
    ]
    assert.deepEqual(new Set(answers.map(({ body }) => body)).size, 1)
    for (const answer of answers) assert.deepEqual(problemIn(answer), problem(401, 'RECOVERY_WRONG'))
    assert.equal((await me(house.app, owner.accessToken)).statusCode, 200)
    assert.equal((await stateOf(other.accessToken)).left, 10)
  })

  test('new ones end the old ones', async () => {
    const { email, password, accessToken, code } = await withCodes()
    await renew(accessToken, password)
    assert.deepEqual(problemIn(await recover(email, code)), problem(401, 'RECOVERY_WRONG'))
    assert.equal((await stateOf(accessToken)).left, 10)
  })

  test('they are given for the password alone, and a guest has none', async () => {
    const { accessToken } = await register(house.app)
    assert.deepEqual(problemIn(await renew(accessToken, 'not this one')), problem(403, 'PASSWORD_WRONG'))
    assert.deepEqual(await stateOf(accessToken), { left: 0, createdAt: null })
    const guest = await startGuest(house.app)
    assert.deepEqual(problemIn(await renew(guest.accessToken, 'whatever')), problem(409, 'PASSWORD_NONE'))
    assert.deepEqual(problemIn(await renew('nonsense', 'whatever')), problem(401, 'TOKEN_INVALID'))
  })

  test('whoever keeps guessing codes must wait', async () => {
    const { email, code } = await withCodes()
    const guesses = await Promise.all(
      Array.from({ length: 11 }, (_, at) => recover(email, `wrong ${at}`, '10.0.0.9')),
    )
    const statuses = guesses.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429])
    assert.deepEqual(problemIn(await recover(email, code, '10.0.0.9')), problem(429, 'TOO_MANY_ATTEMPTS'))
    assert.equal((await recover(email, code, '10.0.0.10')).statusCode, 200)
  })

  test('wrong fields are refused by name', async () => {
    const response = await post('/recover', { email: 5, code: 'x'.repeat(101), newPassword: 'short' })
    assert.deepEqual(problemIn(response), problem(400, 'REQUEST_INVALID'))
    const named = response.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)
    assert.deepEqual(named.toSorted(), ['body.code', 'body.email', 'body.newPassword'])
  })
})
