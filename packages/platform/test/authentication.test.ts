import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type App, createApp } from '@mooddj/platform/app'
import { openAuthentication } from '@mooddj/platform/authentication'
import { openCache } from '@mooddj/platform/cache'
import { createDenyList, type DenyList } from '@mooddj/platform/deny-list'
import { publishedKeys } from '@mooddj/platform/published-keys'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import { startTestIssuer, type TestIssuer } from '@mooddj/testkit/test-issuer'
import { Redis } from 'ioredis'
import { eventually, redisConfig, settings } from './ground.ts'

describe('authentication', () => {
  let servers: TestServers
  let issuer: TestIssuer
  let app: App
  let denyList: DenyList
  before(async () => {
    servers = await startServers({ redis: true })
    issuer = await startTestIssuer()
    ;({ app, denyList } = await openGuarded(issuer.url))
  })
  after(async () => {
    await app.close()
    await servers.stop()
  })

  async function openGuarded(authUrl: string) {
    const guarded = createApp(settings(), 'guarded')
    const list = createDenyList(openCache(guarded, redisConfig(servers)))
    const authentication = await openAuthentication(guarded, publishedKeys({ AUTH_URL: authUrl }), list)
    guarded.get('/mine', { onRequest: authentication.onRequest }, (request) =>
      authentication.accountOf(request),
    )
    return { app: guarded, denyList: list }
  }
  const ask = async (authorization: string | undefined, of = app) => {
    const response = await of.inject({
      url: '/mine',
      headers: authorization === undefined ? {} : { authorization },
    })
    return { status: response.statusCode, body: response.json<{ code?: string; accountId?: string }>() }
  }

  test('lets a good token in and says whose it is', async () => {
    const { authorization, accountId, signInId } = issuer.signIn()
    assert.deepEqual(await ask(authorization), { status: 200, body: { accountId, signInId, guest: true } })
  })

  test('refuses no token, another scheme, nonsense, an expired token and one of another issuer', async (t) => {
    const other = await startTestIssuer()
    t.after(() => other.stop())
    const expired = issuer.token({ accountId: 'a', expiresInS: -1 })
    const refused: [authorization: string | undefined, code: string][] = [
      [undefined, 'TOKEN_MISSING'],
      ['Basic YTpi', 'TOKEN_MISSING'],
      ['Bearer', 'TOKEN_MISSING'],
      ['Bearer nonsense', 'TOKEN_INVALID'],
      [`Bearer ${expired}`, 'TOKEN_INVALID'],
      [other.signIn().authorization, 'TOKEN_INVALID'],
    ]
    for (const [authorization, code] of refused) {
      const { status, body } = await ask(authorization)
      assert.deepEqual([status, body.code], [401, code], authorization)
    }
  })

  test('refuses a denied sign-in, and every sign-in of a denied account, at once', async () => {
    const first = issuer.signIn()
    const signInId = 'another-sign-in'
    const second = `Bearer ${issuer.token({ accountId: first.accountId, signInId })}`
    await denyList.denySignIn(first.signInId)
    assert.equal((await ask(first.authorization)).status, 401)
    assert.equal((await ask(second)).status, 200)
    await denyList.denyAccount(first.accountId)
    assert.equal((await ask(second)).status, 401)
    assert.equal((await ask(issuer.signIn().authorization)).status, 200)
  })

  test('remembers what is denied for longer than a token lives, and not for ever', async () => {
    const redis = new Redis(servers.redisUrl)
    await denyList.denyConsent('somebody')
    assert.equal(await denyList.isConsentDenied('somebody'), true)
    await denyList.denyAccount('somebody')
    const seconds = await Promise.all((await redis.keys('*')).map((key) => redis.ttl(key)))
    assert.ok(seconds.length > 0 && seconds.every((ttl) => ttl > 600 && ttl <= 900))
    await denyList.allowConsent('somebody')
    assert.equal(await denyList.isConsentDenied('somebody'), false)
    redis.disconnect()
  })

  test('answers 503 while Redis is away: it cannot know who is denied', async () => {
    const { authorization } = issuer.signIn()
    await servers.redis.kill()
    const { status, body } = await ask(authorization)
    assert.deepEqual([status, body.code], [503, 'SERVICE_UNAVAILABLE'])
    await servers.redis.start()
    await eventually(
      () => ask(authorization),
      (answer) => answer.status === 200,
    )
  })

  test('goes on with the keys it has seen while auth is away; without any it answers 503', async (t) => {
    const { authorization } = issuer.signIn()
    assert.equal((await ask(authorization)).status, 200)
    const late = await openGuarded(issuer.url)
    t.after(() => late.app.close())
    await issuer.stop()
    assert.equal((await ask(authorization)).status, 200)
    const { status, body } = await ask(authorization, late.app)
    assert.deepEqual([status, body.code], [503, 'SERVICE_UNAVAILABLE'])
  })
})
