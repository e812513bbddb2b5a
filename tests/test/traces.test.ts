import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener, type Listener } from '@mooddj/testkit/listener'
import type { ToldSpan } from '@mooddj/testkit/otlp-message'
import { type OtlpReceiver, startOtlpReceiver } from '@mooddj/testkit/otlp-receiver'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type House, openHouse } from './house.ts'

const playlists = createParser(PlaylistSchema)

/** What every span hangs on, from the first one down: `service name`, indented by depth. */
function outlineOf(spans: readonly ToldSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId))
  const below = (parent: string | undefined, depth: number): string[] =>
    spans
      .filter(({ parentId }) => (parent === undefined ? !ids.has(parentId ?? '') : parentId === parent))
      .toSorted((a, b) => Number(a.startNs - b.startNs) || a.name.localeCompare(b.name))
      .flatMap(({ service, name, spanId }) => [
        `${'  '.repeat(depth)}${service}: ${name}`,
        ...below(spanId, depth + 1),
      ])
  return below(undefined, 0)
}

const isConnected = (spans: readonly ToldSpan[]) => {
  const ids = new Set(spans.map(({ spanId }) => spanId))
  return spans.filter(({ parentId }) => parentId === undefined || !ids.has(parentId)).length === 1
}
const has = (spans: readonly ToldSpan[], ...names: string[]) =>
  isConnected(spans) &&
  names.every((wanted) => spans.some(({ service, name }) => `${service}: ${name}` === wanted))

describe('with a receiver for traces', () => {
  let receiver: OtlpReceiver
  let house: House
  let listener: Listener
  before(async () => {
    receiver = await startOtlpReceiver()
    house = await openHouse({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, FRAMES_FOLLOWED_SHARE: '1' })
    listener = await createListener(house.gateway)
    await listener.consent()
  })
  after(async () => {
    await house.close()
    await receiver.stop()
  })

  test('one frame is one trace, from the socket through inference to the mood that playlist keeps', async () => {
    const live = await listener.openLive()
    const camera = live.stream(await smilingFrame(), 10)
    await live.next('settled')
    camera.stop()
    const steps = [
      'gateway: frame',
      'gateway: admit',
      'gateway: wait in lane',
      'gateway: ask inference',
      'inference: read frame',
      'inference: wait for thread',
      'inference: decode',
      'inference: find',
      'inference: classify',
      'gateway: keep settled mood',
      'gateway: tell mood.settled.v1',
      'playlist: handle mood.settled.v1',
    ]
    const trace = await receiver.trace((spans) => has(spans, ...steps))
    assert.match(outlineOf(trace).join('\n'), /^gateway: frame$/m)
    live.close()
  })

  test('one playlist is one trace, over the outbox and NATS to who hears of it', async () => {
    const made = await listener.call(
      'POST',
      '/v1/playlists',
      { strategy: 'match', mood: 'happy' },
      { traceparent: '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01' },
    )
    assert.equal(made.status, 201, made.text)
    const trace = await receiver.trace((spans) =>
      has(
        spans,
        'gateway: POST /v1/playlists',
        'playlist: POST /v1/playlists',
        'playlist: tell playlist.composed.v1',
        'gateway: hear playlist.composed.v1',
      ),
    )
    assert.ok(!trace.some(({ traceId }) => Buffer.from(traceId, 'base64').toString('hex').startsWith('aaaa')))
    playlists.parseText(made.text)
  })

  test('no span holds an account, a token, an e-mail, a mood, a picture or an address that was asked for', async () => {
    const email = `${randomUUID()}@example.org`
    await listener.call('POST', '/v1/auth/register', { email, password: randomUUID(), displayName: 'Ada' })
    await receiver.trace((spans) => spans.some(({ name }) => name === 'POST /v1/auth/register'))
    const told = Buffer.concat(receiver.bodies)
    const frame = await smilingFrame()
    const pieces = [
      listener.accountId,
      listener.token,
      email,
      'happy',
      'ticket=',
      frame.subarray(frame.length / 2, frame.length / 2 + 24),
    ]
    for (const piece of pieces) assert.ok(!told.includes(piece), `${String(piece).slice(0, 40)} in a span`)
    assert.deepEqual(receiver.refusals, [])
    // The search finds what is there.
    assert.ok(told.includes('/v1/auth/register'))
  })
})
