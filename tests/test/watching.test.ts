import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { portOf } from '@mooddj/dj/port-book'
import { serviceNames } from '@mooddj/dj/services'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { type FakeOpenMeteo, startFakeOpenMeteo } from '@mooddj/testkit/fake-open-meteo'
import { createListener, type Listener } from '@mooddj/testkit/listener'
import { type OtlpReceiver, startOtlpReceiver } from '@mooddj/testkit/otlp-receiver'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Labels, readExposition } from './exposition.ts'
import { type House, openHouse } from './house.ts'
import { readQuery } from './promql.ts'
import { holdsAll, pathTo } from './told-trace.ts'
import { readDashboards, readRules } from './watching-files.ts'

const playlists = createParser(PlaylistSchema)

/** Labels that Prometheus itself gives to what it scrapes. */
const TARGET_LABELS = ['job', 'instance', 'service']
/** Series that Prometheus makes itself. */
const OWN_SERIES: ReadonlyMap<string, Labels> = new Map(
  ['up', 'ALERTS'].map((name) => [
    name,
    new Map(
      [...TARGET_LABELS, 'alertstate', 'severity', 'alertname'].map((label) => [label, new Set<string>()]),
    ),
  ]),
)
/** Labels of which every value is there from the start, so that a query for another one is a mistake. */
const KNOWN_VALUES = ['le', 'service', 'kind', 'state']

/** Prometheus' regular expressions hold the whole value. */
const matcherOf = (pattern: string) => {
  const whole = new RegExp(`^(?:${pattern})$`)
  return (value: string) => whole.test(value)
}

describe('a house that is watched', () => {
  let openMeteo: FakeOpenMeteo
  let receiver: OtlpReceiver
  let house: House
  let listener: Listener
  before(async () => {
    receiver = await startOtlpReceiver()
    openMeteo = await startFakeOpenMeteo()
    house = await openHouse({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      FRAMES_FOLLOWED_SHARE: '1',
      WEATHER_URL: openMeteo.url,
    })
    listener = await createListener(house.gateway)
    await listener.consent()
  })
  after(async () => {
    await house.close()
    await openMeteo.stop()
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
    const trace = await receiver.trace((spans) => holdsAll(spans, ...steps))
    assert.deepEqual(pathTo(trace, 'inference: classify'), [
      'gateway: frame',
      'gateway: ask inference',
      'inference: read frame',
      'inference: classify',
    ])
    assert.deepEqual(pathTo(trace, 'playlist: handle mood.settled.v1'), [
      'gateway: frame',
      'gateway: keep settled mood',
      'gateway: tell mood.settled.v1',
      'playlist: handle mood.settled.v1',
    ])
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
      holdsAll(
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
      // An attribute is cut at 128 characters, so a long secret is looked for by its pieces.
      listener.token.slice(0, 60),
      listener.token.slice(-60),
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

  test('every figure and label that an alert or a dashboard asks for is one that the house gives', async () => {
    // Something of everything: a look at the weather, a picture that cannot be read.
    await listener.call('PUT', '/v1/consents/location', { version: '1', granted: true })
    const context = { timeZone: 'Europe/Berlin', latitude: 48.1, longitude: 11.5 }
    const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'sad', context })
    assert.equal(made.status, 201, made.text)
    const live = await listener.openLive()
    const picture = await smilingFrame()
    // Its size and its end are there, so that only inference finds out.
    live.sendFrame(Buffer.concat([picture.subarray(0, 200), Buffer.from([0xff, 0xd9])]))
    await live.next('error')
    live.close()
    await live.closed
    const texts = await Promise.all(
      serviceNames.map(async (name) => {
        const port = portOf(house.data, `${name}-ops`)
        return (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      }),
    )
    const exposed = readExposition(texts)
    const rules = readRules()
    const recorded = new Set(rules.map(({ record }) => record))
    const queries = [
      ...rules.map(({ expr }) => expr),
      ...readDashboards().flatMap(({ panels }) =>
        panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ),
    ]
    for (const expr of queries) {
      const { selectors, grouping } = readQuery(expr)
      const known = new Set(TARGET_LABELS)
      for (const { metric, matchers } of selectors) {
        const labels = exposed.get(metric) ?? OWN_SERIES.get(metric)
        assert.ok(labels !== undefined || recorded.has(metric), `${metric} is nowhere: ${expr}`)
        for (const label of labels?.keys() ?? []) known.add(label)
        for (const { label, operator, value } of matchers) {
          assert.ok(known.has(label), `${metric} has no label ${label}: ${expr}`)
          const values = exposed.get(metric)?.get(label)
          if (!['=', '=~'].includes(operator) || !KNOWN_VALUES.includes(label) || OWN_SERIES.has(metric))
            continue
          const wanted = operator === '=' ? (one: string) => one === value : matcherOf(value)
          assert.ok(
            [...(values ?? [])].some(wanted),
            `no ${metric} has ${label}${operator}"${value}": ${expr}`,
          )
        }
      }
      for (const label of grouping) assert.ok(known.has(label), `nothing has a label ${label}: ${expr}`)
    }
  })
})
