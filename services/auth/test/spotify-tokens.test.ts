import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { spotifyUnlinked } from '@mooddj/shared/channels'
import { buildApp } from '../src/app.ts'
import { readAuthConfig } from '../src/config.ts'
import { createErrands } from '../src/spotify/errand.ts'
import { readKeyRing } from '../src/spotify/key-ring.ts'
import { problem, problemIn } from './house.ts'
import { type Listener, openListener } from './listener.ts'
import {
  askToken,
  linkAs,
  linkedGuest,
  linkOf,
  newKey,
  openSpotifyHouse,
  readToken,
  runErrand,
  type SpotifyHouse,
  unlink,
} from './spotify-house.ts'

describe('access tokens of Spotify', () => {
  let house: SpotifyHouse
  let listener: Listener
  before(async () => {
    house = await openSpotifyHouse()
    listener = await openListener(house, [spotifyUnlinked])
  })
  after(async () => {
    await listener.close()
    await house.close()
  })
  beforeEach(() => house.fake.faults.clear())

  const another = (settings: Record<string, string>) =>
    buildApp(readAuthConfig({ ...house.environment, ...settings }))
  const expire = (guest: { user: { id: string } }) =>
    house.query(`update auth.spotify_links set access_expires_at = now() where account_id = $1`, [
      guest.user.id,
    ])
  const tokenCalls = () => house.fake.heard.filter(({ path }) => path === '/api/token').length
  const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url')
  const sealed = async (guest: { user: { id: string } }) => {
    const [row] = await house.query(
      'select access_token, refresh_token from auth.spotify_links where account_id = $1',
      [guest.user.id],
    )
    return [row?.['access_token'], row?.['refresh_token']].map((value) => {
      assert.ok(Buffer.isBuffer(value))
      return value
    })
  }

  test('a token is given while it is good, without asking Spotify', async () => {
    const guest = await linkedGuest(house)
    const before = tokenCalls()
    const [first, second] = [
      await askToken(house.app, guest.accessToken),
      await askToken(house.app, guest.accessToken),
    ]
    assert.equal(readToken(first).accessToken, readToken(second).accessToken)
    assert.ok(readToken(first).expiresInS > 3500)
    assert.equal(tokenCalls(), before)
  })

  test('fifty callers in two processes ask Spotify once', async () => {
    const guest = await linkedGuest(house)
    const old = readToken(await askToken(house.app, guest.accessToken)).accessToken
    await expire(guest)
    const other = await another({})
    house.fake.faults.add({ kind: 'slow', ms: 200 }, { path: '/api/token' })
    const before = tokenCalls()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        askToken(index % 2 === 0 ? house.app : other, guest.accessToken),
      ),
    )
    const given = new Set(answers.map((answer) => readToken(answer).accessToken))
    assert.equal(given.size, 1)
    assert.ok(!given.has(old))
    assert.equal(tokenCalls(), before + 1)
    await other.close()
  })

  test('a token that Spotify refused is replaced, once for all who say so', async () => {
    const guest = await linkedGuest(house)
    const { accessToken } = readToken(await askToken(house.app, guest.accessToken))
    const before = tokenCalls()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => askToken(house.app, guest.accessToken, digestOf(accessToken))),
    )
    assert.ok(answers.every((answer) => readToken(answer).accessToken !== accessToken))
    assert.equal(tokenCalls(), before + 1)
    assert.deepEqual(
      problemIn(await askToken(house.app, guest.accessToken, 'short')),
      problem(400, 'REQUEST_INVALID'),
    )
  })

  test('tokens lie sealed: neither they nor what they were sealed with can be read in the database', async () => {
    const guest = await linkedGuest(house)
    const { accessToken } = readToken(await askToken(house.app, guest.accessToken))
    const [access, refresh] = await sealed(guest)
    assert.ok(access && refresh)
    assert.ok(!access.includes(accessToken) && !access.includes('fake-') && !refresh.includes('fake-'))
    // Neither another account's row nor another column opens it.
    const stranger = await linkedGuest(house, 'Jonas')
    await house.query('update auth.spotify_links set access_token = $2 where account_id = $1', [
      stranger.user.id,
      access,
    ])
    assert.equal((await askToken(house.app, stranger.accessToken)).statusCode, 503)
    await house.query(
      'update auth.spotify_links set access_token = refresh_token, refresh_token = access_token where account_id = $1',
      [guest.user.id],
    )
    const moved = await askToken(house.app, guest.accessToken)
    assert.deepEqual(problemIn(moved), problem(503, 'SPOTIFY_UNAVAILABLE'))
    await house.query(
      'update auth.spotify_links set access_token = $2, refresh_token = $3 where account_id = $1',
      [guest.user.id, access, refresh],
    )
    assert.equal(readToken(await askToken(house.app, guest.accessToken)).accessToken, accessToken)
    access[access.length - 1] = (access.at(-1) ?? 0) ^ 1
    await house.query('update auth.spotify_links set access_token = $2 where account_id = $1', [
      guest.user.id,
      access,
    ])
    assert.equal((await askToken(house.app, guest.accessToken)).statusCode, 503)
  })

  test('a new key is taken into use by using a token, after which the old key may go', async () => {
    const guest = await linkedGuest(house)
    const { accessToken } = readToken(await askToken(house.app, guest.accessToken))
    const key = newKey('second')
    const onlyNew = await another({ SPOTIFY_TOKEN_KEYS: key })
    const without = await askToken(onlyNew, guest.accessToken)
    assert.deepEqual(problemIn(without), problem(503, 'SPOTIFY_UNAVAILABLE'))
    const both = await another({ SPOTIFY_TOKEN_KEYS: `${key},${house.key}` })
    const before = tokenCalls()
    assert.equal(readToken(await askToken(both, guest.accessToken)).accessToken, accessToken)
    assert.equal(readToken(await askToken(onlyNew, guest.accessToken)).accessToken, accessToken)
    assert.equal(tokenCalls(), before)
    for (const bytes of await sealed(guest)) assert.match(bytes.toString('latin1', 0, 16), /second/)
    await Promise.all([onlyNew.close(), both.close()])
  })

  test('a link that ended at Spotify says so, asks to be made anew, and can be', async () => {
    const guest = await linkedGuest(house)
    house.fake.revoke('Mira')
    await expire(guest)
    const before = tokenCalls()
    for (let round = 0; round < 3; round += 1) {
      const answer = await askToken(house.app, guest.accessToken)
      assert.deepEqual(problemIn(answer), problem(409, 'SPOTIFY_LINK_ENDED'))
    }
    assert.equal(tokenCalls(), before + 1)
    const link = await linkOf(house.app, guest.accessToken)
    assert.equal(link.state, 'ended')
    assert.ok(link.endedAt !== null)
    const [row] = await house.query(
      'select access_token, refresh_token from auth.spotify_links where account_id = $1',
      [guest.user.id],
    )
    assert.deepEqual(row, { access_token: null, refresh_token: null })
    await linkAs(house, guest.accessToken, 'Mira')
    assert.equal((await linkOf(house.app, guest.accessToken)).state, 'linked')
    assert.equal((await askToken(house.app, guest.accessToken)).statusCode, 200)
  })

  test('six months after the consent the link ends; a month later it is forgotten, and that is told', async () => {
    const guest = await linkedGuest(house)
    await expire(guest)
    house.fake.advance(183 * 86_400_000)
    assert.deepEqual(
      problemIn(await askToken(house.app, guest.accessToken)),
      problem(409, 'SPOTIFY_LINK_ENDED'),
    )
    await house.query(
      `update auth.spotify_links set ended_at = now() - interval '31 days' where account_id = $1`,
      [guest.user.id],
    )
    const sweeping = await another({ SWEEP_INTERVAL_MS: '100' })
    assert.equal((await listener.heard(spotifyUnlinked, guest.user.id, 1))[0]?.reason, 'lapsed')
    assert.equal((await linkOf(house.app, guest.accessToken)).state, 'none')
    await sweeping.close()
  })

  test('while Spotify is away or asks to wait, callers are told when to come back, and the link stays', async () => {
    const guest = await linkedGuest(house)
    for (const [fault, code] of [
      [{ kind: 'server-error' }, 'SPOTIFY_UNAVAILABLE'],
      [{ kind: 'drop' }, 'SPOTIFY_UNAVAILABLE'],
      [{ kind: 'rate-limit', retryAfterS: 9 }, 'SPOTIFY_BUSY'],
    ] as const) {
      await expire(guest)
      house.fake.faults.add(fault, { path: '/api/token', times: 1 })
      const answer = await askToken(house.app, guest.accessToken)
      assert.deepEqual(problemIn(answer), problem(503, code))
      assert.ok(Number(answer.headers['retry-after']) >= 5)
    }
    assert.equal((await askToken(house.app, guest.accessToken)).statusCode, 200)
  })

  test('unlinking while a token is refreshed leaves nothing, whoever comes first', async () => {
    const guest = await linkedGuest(house)
    await expire(guest)
    house.fake.faults.add({ kind: 'slow', ms: 300 }, { path: '/api/token', times: 1 })
    const [asked, gone] = await Promise.all([
      askToken(house.app, guest.accessToken),
      unlink(house.app, guest.accessToken),
    ])
    assert.equal(gone.statusCode, 204)
    assert.ok([200, 409].includes(asked.statusCode))
    assert.deepEqual(
      await house.query('select from auth.spotify_links where account_id = $1', [guest.user.id]),
      [],
    )
    assert.deepEqual(
      problemIn(await askToken(house.app, guest.accessToken)),
      problem(409, 'SPOTIFY_NOT_LINKED'),
    )
  })

  test('an errand is run without the listener, survives linking the same account again, and dies with the link', async () => {
    const guest = await linkedGuest(house)
    const { errand, accessToken } = readToken(await askToken(house.app, guest.accessToken))
    assert.equal(readToken(await runErrand(house.app, errand)).accessToken, accessToken)
    await linkAs(house, guest.accessToken, 'Mira')
    assert.equal(readToken(await runErrand(house.app, errand)).errand, errand)
    await linkAs(house, guest.accessToken, 'Jonas')
    assert.deepEqual(problemIn(await runErrand(house.app, errand)), problem(409, 'SPOTIFY_NOT_LINKED'))
    const second = readToken(await askToken(house.app, guest.accessToken)).errand
    await unlink(house.app, guest.accessToken)
    assert.deepEqual(problemIn(await runErrand(house.app, second)), problem(409, 'SPOTIFY_NOT_LINKED'))
  })

  test('an errand is not to be made up, changed, or used as anything else', async () => {
    const guest = await linkedGuest(house)
    const { errand } = readToken(await askToken(house.app, guest.accessToken))
    const [row] = await house.query('select refresh_token from auth.spotify_links where account_id = $1', [
      guest.user.id,
    ])
    assert.ok(Buffer.isBuffer(row?.['refresh_token']))
    const changed = Buffer.from(errand, 'base64url')
    changed[20] = (changed[20] ?? 0) ^ 1
    for (const made of [
      'x',
      '',
      guest.accessToken,
      changed.toString('base64url'),
      row['refresh_token'].toString('base64url'),
    ])
      assert.deepEqual(problemIn(await runErrand(house.app, made)), problem(401, 'ERRAND_INVALID'))
    const yesterday = new Date(Date.now() - 24 * 3_600_000 - 1)
    const [link] = await house.query('select id from auth.spotify_links where account_id = $1', [
      guest.user.id,
    ])
    const old = createErrands(readKeyRing(house.key)).write(String(link?.['id']), yesterday)
    assert.deepEqual(problemIn(await runErrand(house.app, old)), problem(401, 'ERRAND_INVALID'))
    const asBearer = await askToken(house.app, errand)
    assert.deepEqual(problemIn(asBearer), problem(401, 'TOKEN_INVALID'))
  })
})
