import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { accountDeleted, spotifyUnlinked } from '@mooddj/shared/channels'
import { buildApp } from '../src/app.ts'
import { readAuthConfig } from '../src/config.ts'
import { bearer, ORIGIN, problem, problemIn, register, startGuest } from './house.ts'
import { type Listener, openListener } from './listener.ts'
import {
  askToken,
  beginLink,
  CALLBACK,
  comeBack,
  linkAs,
  linkedGuest,
  linkOf,
  openSpotifyHouse,
  type SpotifyHouse,
  unlink,
} from './spotify-house.ts'

describe('linking to Spotify', () => {
  let house: SpotifyHouse
  let listener: Listener
  before(async () => {
    house = await openSpotifyHouse()
    listener = await openListener(house, [spotifyUnlinked, accountDeleted])
  })
  after(async () => {
    await listener.close()
    await house.close()
  })
  beforeEach(async () => {
    house.fake.faults.clear()
    await house.query('delete from auth.spotify_links')
  })

  const outcomeOf = async (answer: 'allow' | 'refuse', change: (back: URL) => void = () => undefined) => {
    const guest = await startGuest(house.app)
    const { authorizeUrl, cookie } = await beginLink(house.app, guest.accessToken)
    const back = new URL(await house.fake.answer(authorizeUrl, answer))
    change(back)
    const { outcome } = await comeBack(house.app, back.href, cookie)
    const { state } = await linkOf(house.app, guest.accessToken)
    assert.equal(state, outcome === 'linked' ? 'linked' : 'none')
    return outcome
  }

  test('leads to Spotify and back, and the account is linked for six months', async () => {
    const guest = await startGuest(house.app)
    assert.deepEqual(await linkOf(house.app, guest.accessToken), {
      state: 'none',
      linkedAt: null,
      endsAt: null,
      endedAt: null,
      isMadeUp: true,
    })
    const { response, authorizeUrl, cookie } = await beginLink(house.app, guest.accessToken)
    assert.equal(response.statusCode, 200)
    const { searchParams } = new URL(authorizeUrl)
    assert.equal(searchParams.get('redirect_uri'), `${ORIGIN}${CALLBACK}`)
    assert.match(searchParams.get('state') ?? '', /^[\w-]{43}$/)
    const { outcome, response: back } = await comeBack(
      house.app,
      await house.fake.answer(authorizeUrl, 'allow'),
      cookie,
    )
    assert.equal(outcome, 'linked')
    assert.equal(back.cookies.find(({ name }) => name === 'mooddj_spotify_link')?.value, '')
    const link = await linkOf(house.app, guest.accessToken)
    assert.equal(link.state, 'linked')
    const months = Date.parse(link.endsAt ?? '') - Date.parse(link.linkedAt ?? '')
    assert.ok(months > 180 * 86_400_000 && months < 185 * 86_400_000)
    const [row] = await house.query(
      'select spotify_account_id from auth.spotify_links where account_id = $1',
      [guest.user.id],
    )
    assert.equal(row?.['spotify_account_id'], house.fake.listener('Mira').accountId)
  })

  test('the cookie is out of reach of scripts, comes back from another site, and goes to the callback only', async () => {
    const guest = await startGuest(house.app)
    const { response } = await beginLink(house.app, guest.accessToken)
    const { value, ...attributes } = response.cookies[0] ?? { value: '' }
    assert.equal(Buffer.from(value, 'base64url').length, 32)
    assert.deepEqual(attributes, {
      name: 'mooddj_spotify_link',
      path: CALLBACK,
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: 600,
    })
    const headers = { ...bearer(guest.accessToken), 'x-forwarded-proto': 'https' }
    const secure = await house.app.inject({ method: 'POST', url: '/v1/spotify/link', headers })
    assert.equal(secure.cookies[0]?.secure, true)
  })

  test('a refusal, an error and a nonsensical return are outcomes, not failures', async () => {
    assert.equal(await outcomeOf('refuse'), 'refused')
    const change = (drop: string, name: string, value: string) => (back: URL) => {
      back.searchParams.delete(drop)
      back.searchParams.set(name, value)
    }
    assert.equal(await outcomeOf('allow', change('code', 'error', 'server_error')), 'failed')
    assert.equal(await outcomeOf('allow', change('code', 'x', 'y')), 'failed')
    assert.equal(await outcomeOf('allow', change('code', 'code', 'made-up')), 'failed')
    assert.equal(await outcomeOf('allow', change('state', 'state', 'made-up')), 'expired')
    assert.equal(await outcomeOf('allow', change('state', 'x', 'y')), 'expired')
    assert.equal(await outcomeOf('allow', (back) => back.searchParams.append('state', 'twice')), 'expired')
  })

  test('a state is good once, for ten minutes, in the browser and the sign-in that it was made for', async () => {
    const begin = async () => {
      const guest = await startGuest(house.app)
      const { authorizeUrl, cookie } = await beginLink(house.app, guest.accessToken)
      return { guest, cookie, back: await house.fake.answer(authorizeUrl, 'allow') }
    }
    const used = await begin()
    assert.equal((await comeBack(house.app, used.back, used.cookie)).outcome, 'linked')
    assert.equal((await comeBack(house.app, used.back, used.cookie)).outcome, 'expired')

    const [one, other] = [await begin(), await begin()]
    assert.equal((await comeBack(house.app, one.back, other.cookie)).outcome, 'other-browser')
    assert.equal((await comeBack(house.app, one.back, one.cookie)).outcome, 'expired')
    assert.equal((await comeBack(house.app, other.back, undefined)).outcome, 'other-browser')
    for (const { guest } of [one, other])
      assert.equal((await linkOf(house.app, guest.accessToken)).state, 'none')

    const old = await begin()
    await house.query(
      `update auth.spotify_link_attempts set expires_at = expires_at - interval '10 minutes' where account_id = $1`,
      [old.guest.user.id],
    )
    assert.equal((await comeBack(house.app, old.back, old.cookie)).outcome, 'expired')

    const left = await begin()
    await house.app.inject({
      method: 'POST',
      url: '/v1/auth/logout',
      headers: bearer(left.guest.accessToken),
    })
    assert.equal((await comeBack(house.app, left.back, left.cookie)).outcome, 'expired')

    const twice = await begin()
    await beginLink(house.app, twice.guest.accessToken)
    assert.equal((await comeBack(house.app, twice.back, twice.cookie)).outcome, 'expired')
  })

  test('what Spotify does wrong is told, and leaves nothing half linked', async () => {
    const during = async (...fault: Parameters<typeof house.fake.faults.add>) => {
      house.fake.faults.add(...fault)
      return outcomeOf('allow')
    }
    assert.equal(await during({ kind: 'server-error' }, { path: '/api/token', times: 1 }), 'unavailable')
    assert.equal(await during({ kind: 'drop' }, { path: '/api/token', times: 1 }), 'unavailable')
    assert.equal(await during({ kind: 'rate-limit' }, { path: '/v1/me', times: 1 }), 'unavailable')
    assert.equal(await during({ kind: 'nonsense' }, { path: '/v1/me', times: 1 }), 'unavailable')
    assert.equal(await during({ kind: 'forbidden' }, { path: '/v1/me', times: 1 }), 'not-allowed')
    assert.equal(await outcomeOf('allow'), 'linked')
    const guest = await startGuest(house.app)
    const { authorizeUrl, cookie } = await beginLink(house.app, guest.accessToken)
    const back = await house.fake.answer(authorizeUrl, 'allow', 'Noor')
    assert.equal((await comeBack(house.app, back, cookie)).outcome, 'not-allowed')
  })

  test('asks for a token that is good', async () => {
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const response = await house.app.inject({ method, url: '/v1/spotify/link' })
      assert.deepEqual(problemIn(response), problem(401, 'TOKEN_MISSING'))
    }
  })

  test('unlinking deletes all that there was, is told once, and again is no error', async () => {
    const guest = await linkedGuest(house)
    await beginLink(house.app, guest.accessToken)
    assert.equal((await unlink(house.app, guest.accessToken)).statusCode, 204)
    assert.equal((await unlink(house.app, guest.accessToken)).statusCode, 204)
    assert.equal((await linkOf(house.app, guest.accessToken)).state, 'none')
    for (const table of ['spotify_links', 'spotify_link_attempts'])
      assert.deepEqual(
        await house.query(`select from auth.${table} where account_id = $1`, [guest.user.id]),
        [],
      )
    assert.deepEqual(
      problemIn(await askToken(house.app, guest.accessToken)),
      problem(409, 'SPOTIFY_NOT_LINKED'),
    )
    const [event, ...more] = await listener.heard(spotifyUnlinked, guest.user.id, 1)
    assert.deepEqual([event?.accountId, event?.reason, more], [guest.user.id, 'unlinked', []])
  })

  test('a Spotify account is linked to one account at a time: the newest', async () => {
    const first = await linkedGuest(house, 'Mira')
    const second = await linkedGuest(house, 'Mira')
    assert.equal((await linkOf(house.app, first.accessToken)).state, 'none')
    assert.equal((await linkOf(house.app, second.accessToken)).state, 'linked')
    assert.equal((await listener.heard(spotifyUnlinked, first.user.id, 1))[0]?.reason, 'moved')
    await linkAs(house, second.accessToken, 'Jonas')
    assert.equal((await listener.heard(spotifyUnlinked, second.user.id, 1))[0]?.reason, 'replaced')
    assert.equal((await linkOf(house.app, second.accessToken)).state, 'linked')
  })

  test('a guest who registers keeps the link, and the export says that there is one without any token', async () => {
    const guest = await linkedGuest(house)
    const token = await askToken(house.app, guest.accessToken)
    const payload = { email: 'linked@example.org', password: 'a long enough password', displayName: 'Ada' }
    const headers = bearer(guest.accessToken)
    await house.app.inject({ method: 'POST', url: '/v1/auth/register', headers, payload })
    assert.equal((await linkOf(house.app, guest.accessToken)).state, 'linked')
    const kept = await house.app.inject({ url: '/v1/auth/me/export', headers })
    const { spotify } = kept.json<{ spotify: Record<string, unknown> }>()
    assert.equal(spotify['accountId'], house.fake.listener('Mira').accountId)
    assert.match(String(spotify['scopes']), /user-top-read/)
    assert.deepEqual(Object.keys(spotify).toSorted(), ['accountId', 'endedAt', 'linkedAt', 'scopes'])
    assert.ok(!kept.body.includes('fake-'))
    assert.match(token.body, /fake-access-/)
  })

  test('a deleted account leaves nothing of its link, also when it was being made', async () => {
    const guest = await register(house.app)
    await linkAs(house, guest.accessToken, 'Jonas')
    const { authorizeUrl, cookie } = await beginLink(house.app, guest.accessToken)
    const back = await house.fake.answer(authorizeUrl, 'allow', 'Mira')
    await house.app.inject({ method: 'DELETE', url: '/v1/auth/me', headers: bearer(guest.accessToken) })
    assert.equal((await comeBack(house.app, back, cookie)).outcome, 'expired')
    for (const table of ['spotify_links', 'spotify_link_attempts'])
      assert.deepEqual(
        await house.query(`select from auth.${table} where account_id = $1`, [guest.user.id]),
        [],
      )
    await listener.heard(accountDeleted, guest.user.id, 1)
  })

  test('a house that is not set up for Spotify says so, and still lets go what was linked', async () => {
    const guest = await linkedGuest(house)
    const { SPOTIFY_CLIENT_ID: _id, ...environment } = house.environment
    const app = await buildApp(readAuthConfig(environment))
    const headers = bearer(guest.accessToken)
    assert.equal((await linkOf(app, guest.accessToken)).state, 'not-configured')
    for (const url of [CALLBACK, '/v1/spotify-tokens/me', '/v1/spotify-tokens/errand'])
      assert.deepEqual(problemIn(await app.inject({ url, headers })), problem(501, 'SPOTIFY_NOT_CONFIGURED'))
    const begin = await app.inject({ method: 'POST', url: '/v1/spotify/link', headers })
    assert.deepEqual(problemIn(begin), problem(501, 'SPOTIFY_NOT_CONFIGURED'))
    assert.equal((await unlink(app, guest.accessToken)).statusCode, 204)
    assert.deepEqual(problemIn(await unlink(app, guest.accessToken)), problem(501, 'SPOTIFY_NOT_CONFIGURED'))
    await app.close()
  })
})
