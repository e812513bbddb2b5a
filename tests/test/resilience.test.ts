import { CardSchema } from '@mooddj/shared/card'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { root } from '@mooddj/dj/places'
import { type Answer, createListener, type Listener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import { type House, openHouse } from './house.ts'

const playlists = createParser(PlaylistSchema)
const playlistPages = createParser(Type.Object({ playlists: Type.Array(PlaylistSchema) }))
const cards = createParser(CardSchema)
const cardPages = createParser(Type.Object({ cards: Type.Array(CardSchema) }))

const AWAY_LIMIT_MS = 30_000

let house: House
let smile: Buffer
before(async () => {
  house = await openHouse()
  smile = await smilingFrame()
})
after(() => house.close())

/** Calls until something other than an absence is answered, as the page does. */
async function persist(call: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + AWAY_LIMIT_MS
  for (;;) {
    // A connection that breaks in the middle is one way for a service to be away.
    const answer = await call().catch(() => undefined)
    if (answer !== undefined && answer.status !== 503 && answer.status !== 502) return answer
    if (Date.now() > deadline) throw new Error(`still away after ${AWAY_LIMIT_MS} ms: ${answer?.text}`)
    await wait(100)
  }
}

/** Opens the live socket again until it is there. */
async function reopen(listener: Listener, sessionId: string) {
  const deadline = Date.now() + AWAY_LIMIT_MS
  for (;;) {
    const live = await listener.openLive(sessionId).catch(() => undefined)
    if (live !== undefined) return live
    if (Date.now() > deadline) throw new Error('the live socket did not come back')
    await wait(100)
  }
}

async function settledListener() {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  const camera = live.stream(smile, 10)
  await live.next('settled')
  return { listener, live, camera }
}

test('the gateway dies: the page comes back to its session and its settled mood', async () => {
  const { listener, live, camera } = await settledListener()
  const before = house.pidOf('gateway')
  house.kill('gateway')
  await live.closed
  camera.stop()
  await house.restarted('gateway', before)
  const again = await reopen(listener, live.sessionId)
  assert.equal(again.sessionId, live.sessionId)
  assert.equal((await again.next('settled')).emotion, 'happy')
  const answer = await listener.call('POST', '/v1/playlists', {
    strategy: 'match',
    sessionId: live.sessionId,
  })
  assert.equal(answer.status, 201, answer.text)
  again.close()
})

test('inference dies: sockets stay open and readings come again', async () => {
  const { live, camera } = await settledListener()
  const before = house.pidOf('inference')
  house.kill('inference')
  const killedAt = Date.now()
  await house.restarted('inference', before)
  let mood = await live.next('mood', AWAY_LIMIT_MS)
  while (mood.capturedAt < killedAt) mood = await live.next('mood', AWAY_LIMIT_MS)
  assert.equal(mood.faces.length, 1)
  camera.stop()
  live.close()
})

test('a second inference process comes, and the first one dies for good: sessions are read all along', async () => {
  const { live, camera } = await settledListener()
  const second = spawn(process.execPath, ['src/main.ts'], {
    cwd: join(root, 'services/inference'),
    env: {
      ...process.env,
      PORT: '0',
      OPS_PORT: '0',
      INFERENCE_THREADS: '1',
      NATS_URL_FILE: join(house.data, 'secrets/inference/nats-url'),
      REDIS_URL_FILE: join(house.data, 'secrets/inference/redis-url'),
      AUTH_URL: house.gateway,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It logs the address it serves at once its networks are warm.
  await once(second.stdout, 'data', { signal: AbortSignal.timeout(AWAY_LIMIT_MS) })
  second.stdout.resume()
  const before = house.pidOf('inference')
  const killedAt = Date.now()
  house.kill('inference')
  let mood = await live.next('mood', 5_000)
  while (mood.capturedAt < killedAt) mood = await live.next('mood', 5_000)
  await house.restarted('inference', before)
  second.kill('SIGKILL')
  mood = await live.next('mood', AWAY_LIMIT_MS)
  camera.stop()
  live.close()
})

test('a reset is taken at its word: a playlist asked for right after it does not start from the mood given up', async () => {
  const { listener, live, camera } = await settledListener()
  camera.stop()
  const ask = () => listener.call('POST', '/v1/playlists', { strategy: 'match', sessionId: live.sessionId })
  assert.equal((await ask()).status, 201)
  live.send(JSON.stringify({ type: 'reset' }))
  const answer = await ask()
  assert.equal(answer.status, 409, answer.text)
  assert.match(answer.text, /MOOD_NOT_SETTLED/)
  live.send(JSON.stringify({ type: 'override', emotion: 'sad' }))
  assert.equal(playlists.parseText((await ask()).text).emotion, 'sad')
  live.close()
})

test('consent that is withdrawn takes the settled mood with it', async () => {
  const { listener, live, camera } = await settledListener()
  camera.stop()
  await listener.call('PUT', '/v1/consents/emotion-recognition', { version: '1', granted: false })
  assert.equal(await live.closed, 1008)
  const ask = () => listener.call('POST', '/v1/playlists', { strategy: 'match', sessionId: live.sessionId })
  const deadline = Date.now() + 10_000
  let answer = await ask()
  while (answer.status === 201 && Date.now() < deadline) answer = await ask()
  assert.equal(answer.status, 409, answer.text)
})

test('auth dies: the open session goes on, and new listeners can come once it is back', async () => {
  const { listener, live, camera } = await settledListener()
  const before = house.pidOf('auth')
  house.kill('auth')
  const meanwhile = await listener.call('POST', '/v1/playlists', {
    strategy: 'match',
    sessionId: live.sessionId,
  })
  assert.equal(meanwhile.status, 201, meanwhile.text)
  await live.next('mood')
  camera.stop()
  await house.restarted('auth', before)
  const me = await persist(() => listener.call('GET', '/v1/auth/me'))
  assert.equal(me.status, 200)
  live.close()
})

test('playlist dies while it composes: asked again with the same key there is one playlist, announced once', async () => {
  const { listener, live, camera } = await settledListener()
  camera.stop()
  const headers = { 'idempotency-key': randomUUID() }
  const ask = () =>
    listener.call('POST', '/v1/playlists', { strategy: 'cheer-up', sessionId: live.sessionId }, headers)
  const before = house.pidOf('playlist')
  const first = ask().catch(() => undefined)
  await wait(15)
  house.kill('playlist')
  await first
  await house.restarted('playlist', before)
  const answer = await persist(ask)
  assert.equal(answer.status, 201, answer.text)
  const { id } = playlists.parseText(answer.text)
  assert.equal((await live.next('playlist', AWAY_LIMIT_MS)).playlistId, id)
  const own = playlistPages.parseText((await listener.call('GET', '/v1/playlists')).text)
  assert.deepEqual(
    own.playlists.map((playlist) => playlist.id),
    [id],
  )
  await assert.rejects(live.next('playlist', 1_500), 'it is announced once')
  live.close()
})

test('a mood that settles while playlist is dead is there when it comes back', async () => {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  const before = house.pidOf('playlist')
  house.kill('playlist')
  live.send(JSON.stringify({ type: 'override', emotion: 'sad' }))
  await live.next('settled')
  await house.restarted('playlist', before)
  const answer = await persist(() =>
    listener.call('POST', '/v1/playlists', { strategy: 'match', sessionId: live.sessionId }),
  )
  assert.equal(answer.status, 201, answer.text)
  assert.equal(playlists.parseText(answer.text).emotion, 'sad')
  live.close()
})

test('snapshot dies while it draws: asked again with the same key there is one card', async () => {
  const { listener, live, camera } = await settledListener()
  camera.stop()
  const composed = await listener.call('POST', '/v1/playlists', {
    strategy: 'match',
    sessionId: live.sessionId,
  })
  const playlist = playlists.parseText(composed.text)
  const headers = { 'idempotency-key': randomUUID() }
  const ask = () => {
    const form = new FormData()
    form.append('playlistId', playlist.id)
    form.append('photo', new Blob([new Uint8Array(smile)]), 'me.jpg')
    return listener.call('POST', '/v1/cards', form, headers)
  }
  const before = house.pidOf('snapshot')
  const first = ask().catch(() => undefined)
  await wait(60)
  house.kill('snapshot')
  await first
  await house.restarted('snapshot', before)
  const { id } = cards.parseText((await persist(ask)).text)
  const own = cardPages.parseText((await listener.call('GET', '/v1/cards')).text)
  assert.deepEqual(
    own.cards.map((card) => card.id),
    [id],
  )
  live.close()
})

test('likes and skips survive the death of every process at once', async () => {
  const listener = await createListener(house.gateway)
  const playlist = playlists.parseText(
    (await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })).text,
  )
  for (const [index, verdict] of (['like', 'skip', 'complete'] as const).entries()) {
    const track = encodeURIComponent(playlist.tracks[index]?.id ?? '')
    const body = { playlistId: playlist.id, verdict, positionMs: 5_000 }
    assert.equal((await listener.call('POST', `/v1/tracks/${track}/judgements`, body)).status, 202)
  }
  for (const name of ['gateway', 'auth', 'playlist', 'snapshot', 'inference', 'nats', 'redis', 'postgres'])
    house.kill(name)
  const exported = await persist(() => listener.call('GET', '/v1/auth/me/export'))
  assert.equal(exported.status, 200, exported.text)
  for (const verdict of ['like', 'skip', 'complete']) assert.match(exported.text, new RegExp(`"${verdict}"`))
})
