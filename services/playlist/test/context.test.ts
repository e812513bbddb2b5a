import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { freePort } from '@mooddj/dj/ports'
import { type App, createApp } from '@mooddj/platform/app'
import { openCache } from '@mooddj/platform/cache'
import { type FakeOpenMeteo, startFakeOpenMeteo } from '@mooddj/testkit/fake-open-meteo'
import { Redis } from 'ioredis'
import { createWeatherSource } from '../src/context/weather.ts'
import { type Guest, type House, openHouse } from './house.ts'

const BERLIN = { timeZone: 'Europe/Berlin', latitude: 52.520008, longitude: 13.404954 }
const BODY = { strategy: 'cheer-up', mood: 'sad' }

describe('the moment of a playlist', () => {
  let house: House
  let openMeteo: FakeOpenMeteo
  let redis: Redis
  let app: App
  let guest: Guest
  let opsPort: number
  before(async () => {
    openMeteo = await startFakeOpenMeteo()
    house = await openHouse()
    redis = new Redis(house.servers.redisUrl)
    opsPort = await freePort()
    app = await house.start({ WEATHER_URL: openMeteo.url, OPS_PORT: opsPort })
  })
  after(async () => {
    redis.disconnect()
    await house.close()
    await openMeteo.stop()
  })
  beforeEach(() => {
    guest = house.guest()
    house.consent(guest, true)
    openMeteo.behave('answer')
    openMeteo.setSky({ code: 63, isDay: false })
  })
  afterEach(async () => {
    await redis.flushall()
    assert.deepEqual(openMeteo.refusals, [])
  })

  const compose = (context: object | undefined, at: App = app) =>
    guest.compose(at, { ...BODY, ...(context && { context }) })
  /** The queries that came while something was done. */
  const askedDuring = async (work: () => Promise<unknown>) => {
    const before = openMeteo.queries.length
    await work()
    return openMeteo.queries.slice(before)
  }
  test('time and weather shift the target, are told with the playlist, and only to its owner', async () => {
    const plain = await compose(undefined)
    assert.equal(plain.context, undefined)
    const made = await compose(BERLIN)
    assert.equal(made.context?.weather, 'rain')
    assert.match(made.context?.moment ?? '', /^a rainy (weekend )?(morning|day|evening|night)$/)
    assert.ok((made.trajectory.at(-1)?.arousal ?? 1) < (plain.trajectory.at(-1)?.arousal ?? 0))
    const fetched = await guest.get(app, `/v1/playlists/${made.id}`)
    assert.deepEqual(fetched.json(), made)
    const token = made.shareUrl?.split('/').at(-1)
    const shared = await app.inject({ url: `/v1/shares/${token}` })
    assert.equal(shared.statusCode, 200)
    assert.equal(shared.json().context, undefined)
  })

  test('a place leaves the house only to a tenth of a degree, and everyone in the square shares the answer', async () => {
    const asked = await askedDuring(async () => {
      await compose(BERLIN)
      await compose({ ...BERLIN, latitude: 52.4999, longitude: 13.3601 })
      await compose({ ...BERLIN, latitude: 52.6 })
    })
    assert.deepEqual(
      asked.map((query) => Object.fromEntries(query)),
      [
        { latitude: '52.5', longitude: '13.4', current: 'weather_code,is_day' },
        { latitude: '52.6', longitude: '13.4', current: 'weather_code,is_day' },
      ],
    )
    const ttl = await redis.ttl('playlist:weather:52.5:13.4')
    assert.ok(ttl > 1_700 && ttl <= 1_800)
    const rows = await house.query('select * from playlists where account_id = $1', [guest.accountId])
    assert.doesNotMatch(JSON.stringify(rows), /52\.5|13\.4|Berlin/)
  })

  test('twelve at once in one square ask once', async () => {
    const asked = await askedDuring(() => Promise.all(Array.from({ length: 12 }, () => compose(BERLIN))))
    assert.equal(asked.length, 1)
  })

  test('without consent the place is not used, and the playlist is made all the same', async () => {
    house.consent(guest, false)
    const asked = await askedDuring(async () => {
      const { context } = await compose(BERLIN)
      assert.equal(context?.weather, null)
      assert.notEqual(context?.daypart, null)
    })
    assert.equal(asked.length, 0)
  })

  test('withdrawn consent acts at once, though the weather of the square is known', async () => {
    assert.equal((await compose(BERLIN)).context?.weather, 'rain')
    house.consent(guest, false)
    assert.equal((await compose(BERLIN)).context?.weather, null)
    house.consent(guest, true)
    assert.equal((await compose(BERLIN)).context?.weather, 'rain')
  })

  for (const behaviour of ['fail', 'babble', 'flood', 'hang'] as const) {
    test(`a weather service that ${behaviour}s costs the weather, not the playlist, and is left alone for a while`, async () => {
      openMeteo.behave(behaviour)
      const asked = await askedDuring(async () => {
        const made = await compose(BERLIN)
        assert.equal(made.tracks.length, 12)
        assert.equal(made.context?.weather, null)
        await compose(BERLIN)
      })
      assert.equal(asked.length, 1)
    })
  }

  test('a process asks for 120 places a minute and for eight at once, then does without', async () => {
    const bystander = createApp(house.config, 'bystander')
    const counts = new Map<string, number>()
    const observe = (outcome: string) => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    const cache = openCache(bystander, house.config)
    const weather = createWeatherSource({ cache, url: openMeteo.url, observe })
    const places = Array.from({ length: 150 }, (_, index) => ({ latitude: index / 10, longitude: 0 }))
    const atOnce = await Promise.all(places.slice(0, 20).map((place) => weather.skyOver(place)))
    assert.deepEqual(Object.fromEntries(counts), { busy: 12, fresh: 8 })
    assert.equal(atOnce.filter((sky) => sky?.weather === 'rain').length, 8)
    for (const place of places.slice(20)) await weather.skyOver(place)
    assert.deepEqual(Object.fromEntries(counts), { busy: 12 + 130 - 112, fresh: 120 })
    await bystander.close()
  })

  test('what Redis keeps in another form is asked for anew', async () => {
    await redis.set('playlist:weather:52.5:13.4', '{"weather":"lovely"}', 'EX', 60)
    assert.equal((await compose(BERLIN)).context?.weather, 'rain')
  })

  test('a time alone needs no consent, and a place alone no time', async () => {
    house.consent(guest, false)
    assert.notEqual((await compose({ timeZone: '+05:30' })).context?.daypart, null)
    house.consent(guest, true)
    const { context } = await compose({ latitude: -0.02, longitude: 179.99 })
    assert.deepEqual(context, { daypart: null, weekend: null, weather: 'rain', moment: 'a rainy night' })
    assert.equal((await compose({})).context, undefined)
  })

  for (const [what, context, fields] of [
    ['half a place', { latitude: 1 }, ['body.context.latitude', 'body.context.longitude']],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, ['body.context.timeZone']],
    ['a zone of other characters', { timeZone: '../etc' }, ['body.context.timeZone']],
    ['a latitude beyond the pole', { latitude: 90.1, longitude: 0 }, ['body.context.latitude']],
    ['a longitude beyond the date line', { latitude: 0, longitude: -181 }, ['body.context.longitude']],
    ['words for numbers', { latitude: 'north', longitude: 0 }, ['body.context.latitude']],
    ['no object', 'rainy', ['body.context']],
  ] as const) {
    test(`${what} is refused by name`, async () => {
      const response = await guest.post(app, '/v1/playlists', { ...BODY, context })
      assert.equal(response.statusCode, 400)
      assert.deepEqual(
        response.json().errors.map(({ field }: { field: string }) => field),
        fields,
      )
    })
  }

  test('each playlist is counted by provider, strategy and outcome, each look-up by how it went', async () => {
    const counts = async () => {
      const text = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text()
      return (line: string) => Number(text.match(new RegExp(`^${line} (\\d+)$`, 'm'))?.[1] ?? 0)
    }
    const before = await counts()
    await compose(BERLIN)
    await compose(BERLIN)
    for (let time = 0; time < 2; time += 1)
      await guest.post(app, '/v1/playlists', BODY, { 'idempotency-key': 'counted' })
    await guest.post(app, '/v1/playlists', { ...BODY, provider: 'spotify' })
    await guest.post(app, '/v1/playlists', { strategy: 'consensus', mood: 'sad' })
    openMeteo.behave('fail')
    await compose({ ...BERLIN, latitude: 10 })
    const after = await counts()
    const playlists = (provider: string, strategy: string, outcome: string) =>
      `mooddj_playlists_total\\{provider="${provider}",strategy="${strategy}",outcome="${outcome}",service="playlist"\\}`
    const lookUps = (outcome: string) =>
      `mooddj_weather_lookups_total\\{outcome="${outcome}",service="playlist"\\}`
    for (const [line, times] of [
      [playlists('built-in', 'cheer-up', 'made'), 4],
      [playlists('built-in', 'cheer-up', 'repeated'), 1],
      [playlists('spotify', 'cheer-up', 'stood-in-unavailable'), 1],
      [playlists('built-in', 'consensus', 'refused'), 1],
      [lookUps('fresh'), 1],
      [lookUps('cached'), 1],
      [lookUps('failed'), 1],
    ] as const)
      assert.equal(after(line) - before(line), times, line)
  })

  test('switched off, nothing of the moment is used or asked for', async () => {
    const without = await house.start({ WEATHER_URL: openMeteo.url, CONTEXT: 'off' })
    const asked = await askedDuring(async () => {
      assert.equal((await compose(BERLIN, without)).context, undefined)
    })
    assert.equal(asked.length, 0)
    await house.end(without)
  })

  test('the same key with the same moment in another order is the same request', async () => {
    const { timeZone, latitude, longitude } = BERLIN
    const ask = (context: object) =>
      guest.post(app, '/v1/playlists', { ...BODY, context }, { 'idempotency-key': 'moment' })
    const first = await ask({ timeZone, latitude, longitude })
    const again = await ask({ longitude, latitude, timeZone })
    assert.deepEqual([first.statusCode, again.statusCode], [201, 201])
    assert.equal(again.json().id, first.json().id)
    assert.equal((await ask({ timeZone })).statusCode, 409)
  })
})
