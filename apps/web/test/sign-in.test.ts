import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createApi } from '../features/api/api.ts'
import { ApiProblem } from '../features/api/api-problem.ts'
import { createCaller } from '../features/api/caller.ts'
import { createSignIn } from '../features/api/sign-in.ts'
import { openHouse, sendJson, sendProblem } from './http-house.ts'

const consents = { consents: [] }

/** A house with sign-ins: tokens count upwards, only the newest is good. */
async function openSignInHouse(t: TestContext, { expiresInS = 600, refreshes = true } = {}) {
  const seen: string[] = []
  const tokens = { newest: 0 }
  const user = { id: 'u1', email: null, displayName: 'Guest', guest: true }
  const origin = await openHouse(t, (request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const signedIn = () => {
      tokens.newest += 1
      return { user, accessToken: `token-${tokens.newest}`, expiresInS }
    }
    if (request.url === '/v1/auth/guests') sendJson(response, 201, signedIn())
    else if (request.url === '/v1/auth/refresh' && refreshes) sendJson(response, 200, signedIn())
    else if (request.headers.authorization === `Bearer token-${tokens.newest}` && tokens.newest > 0)
      sendJson(response, 200, consents)
    else sendProblem(response, 401, 'TOKEN_INVALID')
  })
  const caller = createCaller({ origin })
  const remembered = { known: false }
  const clock = { now: 0 }
  const signIn = createSignIn({
    caller,
    now: () => clock.now,
    memory: {
      has: () => remembered.known,
      set: (known) => {
        remembered.known = known
      },
    },
  })
  return { seen, tokens, signIn, api: createApi({ caller, signIn }), remembered, clock }
}

test('whoever comes for the first time becomes a guest, once, however often it is asked', async (t) => {
  const { seen, signIn } = await openSignInHouse(t)
  await Promise.all([signIn.start(), signIn.start(), signIn.start()])
  assert.deepEqual(seen, ['POST /v1/auth/guests'])
  assert.equal(signIn.state().status, 'signed-in')
})

test('whoever was here before comes back by the cookie and stays who they were', async (t) => {
  const { seen, signIn, remembered } = await openSignInHouse(t)
  remembered.known = true
  await signIn.start()
  assert.deepEqual(seen, ['POST /v1/auth/refresh'])
})

test('a cookie that has ended leads to a new guest', async (t) => {
  const { seen, signIn, remembered } = await openSignInHouse(t, { refreshes: false })
  remembered.known = true
  await signIn.start()
  assert.deepEqual(seen, ['POST /v1/auth/refresh', 'POST /v1/auth/guests'])
  assert.equal(remembered.known, true)
})

test('a refused token is renewed once for all who held it, and each call is sent again', async (t) => {
  const { seen, signIn, api, tokens } = await openSignInHouse(t)
  await signIn.start()
  // Elsewhere the token was ended.
  tokens.newest += 1
  await Promise.all([api.consent(), api.consent(), api.consent()])
  assert.equal(seen.filter((call) => call === 'POST /v1/auth/refresh').length, 1)
})

test('a token about to expire is renewed before it is used', async (t) => {
  const { seen, signIn, api, clock } = await openSignInHouse(t)
  await signIn.start()
  clock.now = 575_000
  await api.consent()
  assert.deepEqual(seen, ['POST /v1/auth/guests', 'POST /v1/auth/refresh', 'GET /v1/consents'])
})

test('a call without any sign-in says so and asks nobody', async (t) => {
  const { seen, api } = await openSignInHouse(t)
  await assert.rejects(
    api.consent(),
    (error) => error instanceof ApiProblem && error.problem.code === 'SIGN_IN_ENDED',
  )
  assert.deepEqual(seen, [])
})

test('a sign-in that ended meanwhile is told as such and forgotten', async (t) => {
  const { signIn, api, tokens, remembered } = await openSignInHouse(t, { refreshes: false })
  await signIn.start()
  tokens.newest += 1
  await assert.rejects(
    api.consent(),
    (error) => error instanceof ApiProblem && error.problem.code === 'SIGN_IN_ENDED',
  )
  assert.equal(signIn.state().status, 'signed-out')
  assert.equal(remembered.known, false)
})

test('another name is known to all at once, and a name that comes after a sign-in has ended brings nobody back', async (t) => {
  const { signIn } = await openSignInHouse(t)
  const user = { ...(await signIn.start()), displayName: 'Ada' }
  let told = 0
  signIn.subscribe(() => void (told += 1))
  signIn.update(user)
  assert.deepEqual([signIn.state(), await signIn.resume(), told], [{ status: 'signed-in', user }, user, 1])
  signIn.forget()
  signIn.update(user)
  assert.deepEqual(signIn.state(), { status: 'signed-out' })
})
