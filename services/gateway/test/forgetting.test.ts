import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Channel, subjectOf } from '@mooddj/shared/channel'
import {
  consentWithdrawn,
  type MoodForgotten,
  moodForgotten,
  moodSettled,
  sessionRecorded,
} from '@mooddj/shared/channels'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import fastify, { type FastifyInstance } from 'fastify'
import { openSocket, startGateway, type TestGateway } from './start-house.ts'
import { until } from './until.ts'

describe('a mood that is taken back', () => {
  let gateway: TestGateway
  let nats: NatsConnection
  let playlist: FastifyInstance
  const forgotten: MoodForgotten[] = []
  /** When requests reached playlist. */
  const reached: { method: string; at: number }[] = []
  before(async () => {
    playlist = fastify()
    playlist.all('/*', ({ method }) => {
      reached.push({ method, at: performance.now() })
      return {}
    })
    gateway = await startGateway({ PLAYLIST_URL: await playlist.listen({ host: '127.0.0.1', port: 0 }) })
    const { host, username, password } = new URL(gateway.servers.natsUrl)
    nats = await connect({ servers: host, user: username, pass: password })
    nats.subscribe(subjectOf(moodForgotten, '*'), {
      callback: (_error, { data }) => void forgotten.push(moodForgotten.codec.decode(data)),
    })
  })
  after(async () => {
    await nats.close()
    await gateway.stop()
    await playlist.close()
  })
  const publish = <T>(channel: Channel<T>, key: string, message: T) =>
    nats.publish(subjectOf(channel, key), channel.codec.encode(message))
  const call = (method: 'GET' | 'POST') => fetch(`${gateway.url}/v1/playlists`, { method })
  const settledSocket = async (listener = gateway.issuer.signIn()) => {
    const live = await openSocket(gateway, listener)
    const say = (message: object) => live.socket.send(JSON.stringify(message))
    say({ type: 'override', emotion: 'sad' })
    await live.next('settled')
    return { live, listener, say }
  }
  /** Resolves with the event of a session. */
  const told = async (sessionId: string, count = 1) => {
    const own = () => forgotten.filter((event) => event.sessionId === sessionId)
    await until(() => own().length === count)
    return own()
  }

  test('is told as forgotten, later than it settled and earlier than what settles next, however soon that is', async () => {
    const { live, listener, say } = await settledSocket()
    const moods: string[] = []
    nats.subscribe(subjectOf(moodSettled, listener.accountId), {
      callback: (_error, { data }) => void moods.push(moodSettled.codec.decode(data).settledAt),
    })
    await nats.flush()
    const rounds = 8
    for (let round = 0; round < rounds; round++) {
      say({ type: 'reset' })
      say({ type: 'override', emotion: 'fear' })
    }
    const resets = await told(live.sessionId, rounds)
    await until(() => moods.length >= rounds)
    assert.ok(resets.every(({ accountId }) => accountId === listener.accountId))
    const resetTimes = resets.map(({ forgottenAt }) => forgottenAt).toSorted()
    const moodTimes = moods.toSorted().slice(-rounds)
    for (const [round, time] of resetTimes.entries()) {
      assert.ok(time < (moodTimes[round] ?? ''), 'a mood settles after the reset before it')
      assert.ok((moodTimes[round - 1] ?? '') < time, 'a reset comes after the mood that it takes back')
    }
    publish(sessionRecorded, live.sessionId, { forgotten: true })
    await live.close()
  })

  test('is told once, and not at all where nothing was held', async () => {
    const { live, say } = await settledSocket()
    for (let count = 0; count < 3; count++) say({ type: 'reset' })
    await told(live.sessionId)
    const other = await openSocket(gateway, gateway.issuer.signIn())
    other.socket.send(JSON.stringify({ type: 'reset' }))
    other.socket.send(JSON.stringify({ type: 'override', emotion: 'sad' }))
    await other.next('settled')
    await wait(200)
    assert.deepEqual(
      [live, other].map(({ sessionId }) => forgotten.filter((event) => event.sessionId === sessionId).length),
      [1, 0],
    )
    publish(sessionRecorded, live.sessionId, { forgotten: true })
    await Promise.all([live.close(), other.close()])
  })

  test('a playlist asked for right after a reset waits until playlist has forgotten it; other calls do not', async () => {
    const { live, say } = await settledSocket()
    say({ type: 'reset' })
    await told(live.sessionId)
    reached.length = 0
    const asked = call('POST')
    await call('GET')
    publish(sessionRecorded, live.sessionId, {})
    await wait(150)
    const recordedAt = performance.now()
    assert.deepEqual(
      reached.map(({ method }) => method),
      ['GET'],
    )
    publish(sessionRecorded, live.sessionId, { forgotten: true })
    assert.equal((await asked).status, 200)
    assert.ok((reached[1]?.at ?? 0) >= recordedAt)
    const before = performance.now()
    await call('POST')
    assert.ok(performance.now() - before < 500)
    await live.close()
  })

  test('while playlist is away nobody waits for it longer than a second', async () => {
    const { live, say } = await settledSocket()
    say({ type: 'reset' })
    await told(live.sessionId)
    const before = performance.now()
    assert.equal((await call('POST')).status, 200)
    assert.ok(performance.now() - before < 1_500)
    await live.close()
  })

  test('withdrawn consent takes every mood of the account back, and leaves none in the stream', async () => {
    const { live, listener } = await settledSocket()
    const { accountId } = listener
    const at = new Date().toISOString()
    const kept = async () => {
      const subject = subjectOf(moodSettled, accountId)
      const query = JSON.stringify({ seq: 1, next_by_subj: subject })
      const answer = await nats.request('$JS.API.STREAM.MSG.GET.every', query)
      return answer.json<{ message?: unknown }>().message !== undefined
    }
    await until(kept)
    const withdrawal = { accountId, purpose: 'emotion-recognition', version: '1', at }
    publish(consentWithdrawn, accountId, withdrawal)
    assert.equal((await live.closed()).code, 1008)
    const [event] = await told(live.sessionId)
    assert.ok((event?.forgottenAt ?? '') >= at)
    await until(async () => !(await kept()))
  })
})
