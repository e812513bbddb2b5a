import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { bearer, type House, openHouse, problem, problemIn, register } from './house.ts'

const PLAYLISTS = { playlists: [{ id: 'p', title: 'Lift' }], judgements: [] }
const CARDS = { cards: [] }

describe('the export', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  beforeEach(() => {
    house.exports.playlist = JSON.stringify(PLAYLISTS)
    house.exports.snapshot = JSON.stringify(CARDS)
  })

  const readExport = (accessToken: string) =>
    house.app.inject({ url: '/v1/auth/me/export', headers: bearer(accessToken) })

  test('holds all that is kept: account, sign-ins, consents, playlists, cards; and no secret', async () => {
    const { user, email, accessToken, refreshToken } = await register(house.app)
    const url = '/v1/consents/emotion-recognition'
    await house.app.inject({
      method: 'PUT',
      url,
      headers: bearer(accessToken),
      payload: { version: '1', granted: true },
    })
    const response = await readExport(accessToken)
    assert.equal(response.statusCode, 200)
    assert.match(String(response.headers['content-disposition']), /^attachment/)
    const kept = response.json<
      Record<string, unknown> & { account: object; signIns: object[]; consents: object[] }
    >()
    assert.deepEqual(Object.keys(kept).toSorted(), [
      'account',
      'cards',
      'consents',
      'exportedAt',
      'playlists',
      'recoveryCodes',
      'signIns',
      'spotify',
    ])
    assert.partialDeepStrictEqual(kept.account, { id: user.id, email, displayName: 'Ada', guest: false })
    assert.equal(kept.signIns.length, 1)
    assert.partialDeepStrictEqual(kept.consents, [
      { purpose: 'emotion-recognition', version: '1', granted: true },
    ])
    assert.equal(kept['spotify'], null)
    assert.deepEqual(kept['playlists'], PLAYLISTS)
    assert.deepEqual(kept['cards'], CARDS)
    assert.ok(!response.body.includes('argon2') && !response.body.includes(refreshToken))
  })

  for (const [name, answer] of [
    ['does not answer', undefined],
    ['answers with no object', '[]'],
    ['answers nonsense', '<html>'],
  ] as const) {
    test(`is refused rather than incomplete when a service ${name}`, async () => {
      const { accessToken } = await register(house.app)
      for (const service of ['playlist', 'snapshot'] as const) {
        const before = house.exports[service]
        house.exports[service] = answer
        const response = await readExport(accessToken)
        assert.deepEqual(problemIn(response), problem(503, 'SERVICE_UNAVAILABLE'))
        assert.ok(Number(response.headers['retry-after']) > 0)
        house.exports[service] = before
      }
      assert.equal((await readExport(accessToken)).statusCode, 200)
    })
  }
})
