import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  bearer,
  type House,
  me,
  openHouse,
  problem,
  problemIn,
  readSignedIn,
  register,
  startGuest,
} from './house.ts'

const password = 'correct horse battery'

describe('accounts', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
    house.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(payload),
    })
  const registerAs = (email: string, headers: Record<string, string> = {}) =>
    post('/v1/auth/register', { email, password, displayName: 'Ada' }, headers)
  const login = (email: string, secret: string, address = '127.0.0.1') =>
    post('/v1/auth/login', { email, password: secret }, { 'x-forwarded-for': address })

  test('a guest has an account at once, without an e-mail', async () => {
    const { user, accessToken, expiresInS } = await startGuest(house.app)
    assert.equal(user.email, null)
    assert.equal(user.guest, true)
    assert.ok(expiresInS > 0 && expiresInS <= 600)
    const profile = await me(house.app, accessToken)
    assert.equal(profile.statusCode, 200)
    assert.deepEqual(profile.json(), user)
    assert.equal(profile.headers['cache-control'], 'no-store')
  })

  test('a client that says JSON and sends nothing becomes a guest all the same', async () => {
    const headers = { 'content-type': 'application/json' }
    const response = await house.app.inject({ method: 'POST', url: '/v1/auth/guests', headers })
    assert.equal(response.statusCode, 201)
  })

  test('whoever registers can log in with the same e-mail however it is written', async () => {
    const created = await registerAs('Ada.Lovelace@Example.org')
    assert.equal(created.statusCode, 201)
    const { user } = readSignedIn(created)
    assert.deepEqual(user, {
      id: user.id,
      email: 'ada.lovelace@example.org',
      displayName: 'Ada',
      guest: false,
    })
    const response = await login('  ada.LOVELACE@example.ORG ', password)
    assert.equal(response.statusCode, 200)
    assert.deepEqual(readSignedIn(response).user, user)
  })

  test('a password is the same whether its characters were typed composed or not', async () => {
    const payload = {
      email: 'nfkc@example.org',
      password: 'caf\u00e9 \u2460\u2461\u2462',
      displayName: 'Ada',
    }
    assert.equal((await post('/v1/auth/register', payload)).statusCode, 201)
    assert.equal((await login('nfkc@example.org', 'cafe\u0301 123')).statusCode, 200)
  })

  test('passwords are kept as Argon2id with OWASP parameters', async () => {
    await registerAs('argon@example.org')
    const rows = await house.query('select password_hash from auth.accounts where email = $1', [
      'argon@example.org',
    ])
    assert.match(String(rows[0]?.['password_hash']), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('a known e-mail cannot be registered again, in whatever case', async () => {
    await registerAs('taken@example.org')
    assert.deepEqual(problemIn(await registerAs('TAKEN@example.org')), problem(409, 'EMAIL_TAKEN'))
  })

  test('of two who register one e-mail at once, one does', async () => {
    const both = await Promise.all([registerAs('race@example.org'), registerAs('Race@example.org')])
    assert.deepEqual(statuses(both), [201, 409])
  })

  test('of two guests who register one e-mail at once, one does and the other stays a guest', async () => {
    const guests = await Promise.all([startGuest(house.app), startGuest(house.app)])
    const answers = await Promise.all(
      guests.map((guest) => registerAs('upgrade-race@example.org', bearer(guest.accessToken))),
    )
    assert.deepEqual(statuses(answers), [201, 409])
    const profiles = await Promise.all(guests.map((guest) => me(house.app, guest.accessToken)))
    assert.equal(profiles.filter((profile) => profile.json<{ guest: boolean }>().guest).length, 1)
  })

  test('a guest who registers keeps the account, and what belongs to it', async () => {
    const guest = await startGuest(house.app)
    const response = await registerAs('was-guest@example.org', bearer(guest.accessToken))
    assert.equal(response.statusCode, 201)
    const { user } = readSignedIn(response)
    assert.equal(user.id, guest.user.id)
    assert.equal(user.guest, false)
    assert.equal(readSignedIn(await login('was-guest@example.org', password)).user.id, guest.user.id)
    assert.deepEqual(
      problemIn(await registerAs('again@example.org', bearer(guest.accessToken))),
      problem(409, 'ALREADY_REGISTERED'),
    )
  })

  test('a full account cannot register again', async () => {
    const { accessToken } = await register(house.app)
    assert.deepEqual(
      problemIn(await registerAs('second@example.org', bearer(accessToken))),
      problem(409, 'ALREADY_REGISTERED'),
    )
  })

  test('registering with a broken token says so instead of losing what the guest made', async () => {
    assert.deepEqual(
      problemIn(await registerAs('broken@example.org', bearer('nonsense'))),
      problem(401, 'TOKEN_INVALID'),
    )
  })

  const wrongBodies: [name: string, body: unknown, fields: string[]][] = [
    ['nothing', {}, ['body.email', 'body.password', 'body.displayName']],
    [
      'wrong types',
      { email: 5, password: ['a'], displayName: {} },
      ['body.email', 'body.password', 'body.displayName'],
    ],
    [
      'too short',
      { email: 'x', password: '1234567', displayName: ' ' },
      ['body.email', 'body.password', 'body.displayName'],
    ],
    [
      'too long',
      {
        email: `${'a'.repeat(60)}@${'b'.repeat(200)}`,
        password: 'p'.repeat(129),
        displayName: 'n'.repeat(61),
      },
      ['body.email', 'body.password', 'body.displayName'],
    ],
    [
      'control characters',
      { email: 'a\u0000@example.org', password, displayName: 'A\u0000da' },
      ['body.email', 'body.displayName'],
    ],
    [
      'half characters',
      { email: '\ud800@example.org', password: '\ud800'.repeat(12), displayName: '\ud800' },
      ['body.email', 'body.password', 'body.displayName'],
    ],
    ['a list', [], ['body']],
    ['null', null, ['body']],
  ]
  for (const [name, body, fields] of wrongBodies) {
    test(`registering with ${name} names every wrong field`, async () => {
      const response = await post('/v1/auth/register', body)
      assert.deepEqual(problemIn(response), problem(400, 'REQUEST_INVALID'))
      const { errors } = response.json<{ errors: { field: string }[] }>()
      assert.deepEqual(errors.map(({ field }) => field).toSorted(), fields.toSorted())
    })
  }

  test('wrong types in a login name every wrong field', async () => {
    const response = await post('/v1/auth/login', { email: null, password: 12 })
    assert.equal(response.statusCode, 400)
    const { errors } = response.json<{ errors: { field: string }[] }>()
    assert.deepEqual(errors.map(({ field }) => field).toSorted(), ['body.email', 'body.password'])
  })

  test('an e-mail that no database can hold is a wrong field of a login, not a failure of ours', async () => {
    const response = await post('/v1/auth/login', { email: 'a\u0000@example.org', password })
    assert.deepEqual(problemIn(response), problem(400, 'REQUEST_INVALID'))
    const { errors } = response.json<{ errors: { field: string }[] }>()
    assert.deepEqual(
      errors.map(({ field }) => field),
      ['body.email'],
    )
  })

  test('a body that is not JSON, or too large, is refused by name', async () => {
    const send = (payload: string, type = 'application/json') =>
      house.app.inject({ method: 'POST', url: '/v1/auth/login', headers: { 'content-type': type }, payload })
    assert.deepEqual(problemIn(await send('{"email":')), problem(400, 'BODY_NOT_JSON'))
    assert.deepEqual(problemIn(await send(`"${'x'.repeat(70_000)}"`)), problem(413, 'BODY_TOO_LARGE'))
    assert.deepEqual(
      problemIn(await send('a=b', 'application/x-www-form-urlencoded')),
      problem(415, 'MEDIA_TYPE_UNSUPPORTED'),
    )
    assert.deepEqual(problemIn(await send('')), problem(400, 'REQUEST_INVALID'))
  })

  test('a wrong password and an unknown e-mail get the same answer', async () => {
    await registerAs('known@example.org')
    const [wrong, unknown] = await Promise.all([
      login('known@example.org', 'not this one'),
      login('nobody@example.org', 'not this one'),
    ])
    assert.deepEqual(problemIn(wrong), problem(401, 'LOGIN_WRONG'))
    assert.equal(wrong.body, unknown.body)
  })

  test('an unknown e-mail takes as long as a wrong password', async () => {
    await registerAs('timed@example.org')
    const fastest = { known: Infinity, unknown: Infinity }
    for (let round = 0; round < 20; round += 1) {
      for (const [kind, email] of [
        ['known', 'timed@example.org'],
        ['unknown', 'untimed@example.org'],
      ] as const) {
        const start = performance.now()
        await login(email, 'not this one', `10.1.0.${round}`)
        fastest[kind] = Math.min(fastest[kind], performance.now() - start)
      }
    }
    assert.ok(fastest.unknown > fastest.known / 2, `known ${fastest.known} ms, unknown ${fastest.unknown} ms`)
  })

  test('whoever keeps guessing must wait, even with the right password, and nobody else must', async () => {
    const { email, password: right } = await register(house.app)
    const guess = (secret: string, address = '10.0.0.1') => login(email, secret, address)
    const guesses = await Promise.all(Array.from({ length: 12 }, () => guess('not this one')))
    assert.deepEqual(statuses(guesses), [...Array.from({ length: 10 }, () => 401), 429, 429])
    const refused = await guess(right)
    assert.deepEqual(problemIn(refused), problem(429, 'TOO_MANY_ATTEMPTS'))
    const seconds = Number(refused.headers['retry-after'])
    assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= 300)
    assert.equal((await guess(right, '10.0.0.2')).statusCode, 200)
  })

  test('logging in rightly forgets the guesses before', async () => {
    const { email, password: right } = await register(house.app)
    for (let round = 0; round < 3; round += 1) {
      const wrong = await Promise.all(
        Array.from({ length: 6 }, () => login(email, 'not this one', '10.0.0.3')),
      )
      assert.ok(wrong.every(({ statusCode }) => statusCode === 401))
      assert.equal((await login(email, right, '10.0.0.3')).statusCode, 200)
    }
  })

  test('fifty who log in at once all get in, and memory stays bounded', async () => {
    const { email, password: right } = await register(house.app)
    const before = process.memoryUsage.rss()
    let highest = before
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => login(email, right, `10.2.0.${index}`)),
    )
    clearInterval(watch)
    assert.ok(answers.every(({ statusCode }) => statusCode === 200))
    // Fifty hashes side by side would take a gigabyte.
    assert.ok(highest - before < 200e6, `${Math.round((highest - before) / 1e6)} MB more`)
  })

  test('an account keeps its twenty latest sign-ins; the one unused for longest ends at once', async () => {
    const { email, password: right, accessToken } = await register(house.app)
    for (let index = 0; index < 19; index += 1) await login(email, right)
    assert.equal((await me(house.app, accessToken)).statusCode, 200)
    await login(email, right)
    assert.deepEqual(problemIn(await me(house.app, accessToken)), problem(401, 'TOKEN_INVALID'))
  })

  test('where no route is, a problem says so', async () => {
    assert.deepEqual(
      problemIn(await house.app.inject({ url: '/v1/auth/nothing' })),
      problem(404, 'ROUTE_NOT_FOUND'),
    )
  })
})

function statuses(responses: { statusCode: number }[]): number[] {
  return responses.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
}
