import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ConsentSchema, ConsentsSchema } from '@mooddj/shared/account'
import { consentGiven, consentWithdrawn } from '@mooddj/shared/channels'
import { createParser } from '@mooddj/shared/codec'
import { Redis } from 'ioredis'
import { bearer, type House, openHouse, problem, problemIn, startGuest } from './house.ts'
import { type Listener, openListener } from './listener.ts'

const consentIn = createParser(ConsentSchema)
const consentsIn = createParser(ConsentsSchema)

describe('consent to emotion recognition', () => {
  let house: House
  let listener: Listener
  let redis: Redis
  before(async () => {
    house = await openHouse()
    listener = await openListener(house, [consentGiven, consentWithdrawn])
    redis = new Redis(house.servers.redisUrl)
  })
  after(async () => {
    redis.disconnect()
    await listener.close()
    await house.close()
  })

  const read = async (accessToken: string) => {
    const response = await house.app.inject({ url: '/v1/consents', headers: bearer(accessToken) })
    assert.equal(response.statusCode, 200)
    return consentsIn.parseText(response.body).consents[0]
  }
  const decide = (accessToken: string, payload: object) =>
    house.app.inject({
      method: 'PUT',
      url: '/v1/consents/emotion-recognition',
      headers: bearer(accessToken),
      payload,
    })

  test('before any decision nothing is granted, and the current version is named', async () => {
    const { accessToken } = await startGuest(house.app)
    assert.deepEqual(await read(accessToken), {
      purpose: 'emotion-recognition',
      currentVersion: '1',
      version: null,
      granted: false,
      decidedAt: null,
    })
  })

  test('a grant is recorded with its version and time, and told', async () => {
    const { accessToken, user } = await startGuest(house.app)
    const response = await decide(accessToken, { version: '1', granted: true })
    assert.equal(response.statusCode, 200)
    const consent = consentIn.parseText(response.body)
    assert.equal(consent.granted, true)
    assert.equal(consent.version, '1')
    assert.ok(Math.abs(Date.parse(consent.decidedAt ?? '') - Date.now()) < 60_000)
    assert.deepEqual(await read(accessToken), consent)
    const [event] = await listener.heard(consentGiven, user.id, 1)
    assert.deepEqual(event, {
      accountId: user.id,
      purpose: 'emotion-recognition',
      version: '1',
      at: consent.decidedAt,
    })
  })

  test('a withdrawal is denied at once and told; a new grant lifts it; the history keeps every decision', async () => {
    const { accessToken, user } = await startGuest(house.app)
    const denied = () => redis.exists(`auth:denied-consent:${user.id}`)
    await decide(accessToken, { version: '1', granted: true })
    assert.equal(await denied(), 0)
    await decide(accessToken, { version: '1', granted: false })
    assert.equal(await denied(), 1)
    assert.equal((await read(accessToken))?.granted, false)
    await listener.heard(consentWithdrawn, user.id, 1)
    await decide(accessToken, { version: '1', granted: true })
    assert.equal(await denied(), 0)
    await listener.heard(consentGiven, user.id, 2)
    const history =
      'select version, granted from auth.consent_decisions where account_id = $1 order by decided_at, id'
    assert.deepEqual(await house.query(history, [user.id]), [
      { version: '1', granted: true },
      { version: '1', granted: false },
      { version: '1', granted: true },
    ])
  })

  test('consent to a place is a decision of its own: neither one touches the other', async () => {
    const { accessToken, user } = await startGuest(house.app)
    const decideOnPlace = (granted: boolean) =>
      house.app.inject({
        method: 'PUT',
        url: '/v1/consents/location',
        headers: bearer(accessToken),
        payload: { version: '1', granted },
      })
    const granted = async () => {
      const response = await house.app.inject({ url: '/v1/consents', headers: bearer(accessToken) })
      const { consents } = consentsIn.parseText(response.body)
      return consents.map((consent) => `${consent.purpose} ${consent.granted}`)
    }
    await decide(accessToken, { version: '1', granted: true })
    assert.deepEqual(await granted(), ['emotion-recognition true', 'location false'])
    const given = await decideOnPlace(true)
    assert.equal(consentIn.parseText(given.body).purpose, 'location')
    assert.deepEqual(await granted(), ['emotion-recognition true', 'location true'])
    assert.equal(consentIn.parseText((await decideOnPlace(false)).body).granted, false)
    assert.deepEqual(await granted(), ['emotion-recognition true', 'location false'])
    assert.equal(await redis.exists(`auth:denied-consent:${user.id}`), 0)
    const [withdrawn] = await listener.heard(consentWithdrawn, user.id, 1)
    assert.equal(withdrawn?.purpose, 'location')
  })

  test('the same decision twice, or ten times at once, is one', async () => {
    const { accessToken, user } = await startGuest(house.app)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => decide(accessToken, { version: '1', granted: true })),
    )
    assert.ok(answers.every(({ statusCode, body }) => statusCode === 200 && body === answers[0]?.body))
    assert.equal(
      (await house.query('select from auth.consent_decisions where account_id = $1', [user.id])).length,
      1,
    )
  })

  test('an unknown version is refused by a problem that names the current one', async () => {
    const { accessToken } = await startGuest(house.app)
    for (const granted of [true, false]) {
      const response = await decide(accessToken, { version: '999', granted })
      assert.deepEqual(problemIn(response), problem(409, 'CONSENT_VERSION_UNKNOWN'))
      assert.match(response.json<{ detail: string }>().detail, /: 1\./)
    }
    assert.equal((await read(accessToken))?.version, null)
  })

  test('a grant of an older notice does not count, and can be withdrawn all the same', async () => {
    const { accessToken, user } = await startGuest(house.app)
    await house.query(
      `insert into auth.consent_decisions values (gen_random_uuid(), $1, 'emotion-recognition', '0', true, now())`,
      [user.id],
    )
    const consent = await read(accessToken)
    assert.equal(consent?.version, '0')
    assert.equal(consent?.granted, false)
    assert.equal((await decide(accessToken, { version: '0', granted: false })).statusCode, 200)
    assert.deepEqual(
      problemIn(await decide(accessToken, { version: '0', granted: true })),
      problem(409, 'CONSENT_VERSION_UNKNOWN'),
    )
  })

  test('wrong types name every wrong field', async () => {
    const { accessToken } = await startGuest(house.app)
    const response = await decide(accessToken, { version: 1, granted: 'yes' })
    assert.deepEqual(problemIn(response), problem(400, 'REQUEST_INVALID'))
    const { errors } = response.json<{ errors: { field: string }[] }>()
    assert.deepEqual(errors.map(({ field }) => field).toSorted(), ['body.granted', 'body.version'])
  })

  test('nobody decides without being signed in', async () => {
    assert.deepEqual(
      problemIn(await house.app.inject({ url: '/v1/consents' })),
      problem(401, 'TOKEN_MISSING'),
    )
    assert.deepEqual(
      problemIn(await decide('nonsense', { version: '1', granted: true })),
      problem(401, 'TOKEN_INVALID'),
    )
  })
})
