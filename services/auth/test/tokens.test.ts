import assert from 'node:assert/strict'
import { createHash, createPublicKey, generateKeyPairSync, type JsonWebKey, sign, verify } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { ConfigError } from '@mooddj/platform/config'
import { publishedKeys } from '@mooddj/platform/published-keys'
import { buildApp } from '../src/app.ts'
import { readAuthConfig } from '../src/config.ts'
import { bearer, type House, me, openHouse, problem, problemIn, startGuest } from './house.ts'

const decoded = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('access tokens', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  const publishedKey = async () => {
    const response = await house.app.inject({ url: '/.well-known/jwks.json' })
    const { keys } = response.json<{ keys: (JsonWebKey & { kid: string })[] }>()
    const [key] = keys
    assert.ok(key && keys.length === 1)
    return key
  }

  test('are verified by the published key, under its RFC 7638 thumbprint', async () => {
    const { accessToken, user, expiresInS } = await startGuest(house.app)
    const [header, claims, signature] = accessToken.split('.')
    const key = await publishedKey()
    assert.deepEqual(Object.keys(key).toSorted(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    const members = `{"crv":"P-256","kty":"EC","x":"${key.x}","y":"${key.y}"}`
    assert.equal(key.kid, createHash('sha256').update(members).digest('base64url'))
    assert.deepEqual(decoded(header), { alg: 'ES256', typ: 'JWT', kid: key.kid })
    const good = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature ?? '', 'base64url'),
    )
    assert.equal(good, true)
    const { sub, sid, guest, iss, iat, exp } = decoded(claims)
    assert.deepEqual([sub, guest, iss], [user.id, true, 'mooddj-auth'])
    assert.equal(exp - iat, expiresInS)
    assert.match(sid, /^[\da-f-]{36}$/)
    assert.ok(Math.abs(iat - Date.now() / 1000) < 60)
  })

  test('can be verified by other services through the port', async () => {
    const address = await house.app.listen({ host: '127.0.0.1', port: 0 })
    const key = await publishedKey()
    assert.match(await publishedKeys({ AUTH_URL: address })(key.kid), /^-----BEGIN PUBLIC KEY-----/)
  })

  test('of other makes are refused', async () => {
    const { accessToken } = await startGuest(house.app)
    const [header = '', claims = '', signature = ''] = accessToken.split('.')
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const signed = (head: object, body: object) => {
      const text = `${encoded(head)}.${encoded(body)}`
      const mark = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
        'base64url',
      )
      return `${text}.${mark}`
    }
    const { kid } = await publishedKey()
    const forged = [
      '',
      'a.b.c',
      `${header}.${claims}.`,
      `${encoded({ alg: 'none', kid })}.${claims}.`,
      `${header}.${encoded({ ...decoded(claims), sub: 'somebody-else' })}.${signature}`,
      signed(decoded(header), decoded(claims)),
      signed({ alg: 'ES256', kid: 'other' }, decoded(claims)),
      signed({ alg: 'ES256' }, decoded(claims)),
      `${accessToken} ${accessToken}`,
    ]
    for (const token of forged) assert.equal((await me(house.app, token)).statusCode, 401, token)
    assert.deepEqual(problemIn(await me(house.app, 'a.b.c')), problem(401, 'TOKEN_INVALID'))
    assert.equal((await me(house.app, accessToken)).statusCode, 200)
  })

  test('are needed for everything of one’s own', async () => {
    for (const [method, url] of [
      ['GET', '/v1/auth/me'],
      ['DELETE', '/v1/auth/me'],
      ['GET', '/v1/auth/me/export'],
    ] as const) {
      assert.deepEqual(problemIn(await house.app.inject({ method, url })), problem(401, 'TOKEN_MISSING'))
      const headers = { authorization: 'Basic YTpi' }
      assert.deepEqual(
        problemIn(await house.app.inject({ method, url, headers })),
        problem(401, 'TOKEN_MISSING'),
      )
    }
  })

  const pem = { type: 'pkcs8', format: 'pem' } as const
  const wrongKeys: [name: string, key: string][] = [
    ['text', 'no key but a sentence'],
    ['of another kind', generateKeyPairSync('ed25519').privateKey.export(pem).toString()],
    [
      'on another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pem).toString(),
    ],
    [
      'public',
      generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .publicKey.export({ type: 'spki', format: 'pem' })
        .toString(),
    ],
  ]
  for (const [name, key] of wrongKeys) {
    test(`a signing key that is ${name} is a plain fault of configuration that does not quote it`, async () => {
      const config = readAuthConfig({ ...house.environment, AUTH_SIGNING_KEY: key })
      await assert.rejects(buildApp(config), (error) => {
        assert.ok(error instanceof ConfigError)
        assert.match(error.message, /^AUTH_SIGNING_KEY /)
        assert.ok(!error.message.includes(key))
        return true
      })
    })
  }

  test('a signing key may come with its line breaks written out', async () => {
    const oneLine = house.environment['AUTH_SIGNING_KEY']?.replaceAll('\n', '\\n') ?? ''
    const app = await buildApp(readAuthConfig({ ...house.environment, AUTH_SIGNING_KEY: oneLine }))
    const { accessToken } = await startGuest(app)
    assert.equal((await me(house.app, accessToken)).statusCode, 200)
    const headers = bearer(accessToken)
    assert.equal((await house.app.inject({ url: '/v1/consents', headers })).statusCode, 200)
    await app.close()
  })
})
