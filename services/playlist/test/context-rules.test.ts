import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import { STYLES } from '@mooddj/engine/style'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { DAYPARTS, WEATHERS } from '@mooddj/shared/playlist-context'
import { builtInCatalogue } from '../src/catalogue.ts'
import { compose } from '../src/compose.ts'
import { COMPOSER_DEFAULTS } from '../src/composer-config.ts'
import { contextOf, leanOf, NO_LEAN } from '../src/context/lean.ts'
import { localTimeIn, type Weekday } from '../src/context/local-time.ts'
import { placeOf } from '../src/context/place.ts'
import { CONTEXT_RULES } from '../src/context/rules.ts'
import { weatherOf } from '../src/context/weather-code.ts'
import { ARABIC } from '../src/words/arabic.ts'
import { ENGLISH } from '../src/words/english.ts'

const catalogue = builtInCatalogue()
const styleOf = new Map(catalogue.map(({ id, style }) => [id, style]))

test('the local time follows the zone or the offset, across midnight and the date line', () => {
  const now = new Date('2026-11-27T23:30:00Z')
  assert.deepEqual(localTimeIn('UTC', now), { hour: 23, weekday: 'Fri' })
  assert.deepEqual(localTimeIn('Europe/Berlin', now), { hour: 0, weekday: 'Sat' })
  assert.deepEqual(localTimeIn('+05:30', now), { hour: 5, weekday: 'Sat' })
  assert.deepEqual(localTimeIn('-08:00', now), { hour: 15, weekday: 'Fri' })
  assert.deepEqual(localTimeIn('Pacific/Kiritimati', now), { hour: 13, weekday: 'Sat' })
  for (const zone of ['Mars/Olympus', '+25:00', 'x', '']) assert.equal(localTimeIn(zone, now), undefined)
})

test('every hour belongs to one part of the day', () => {
  const parts = Array.from({ length: 24 }, (_, hour) => {
    const context = contextOf({ time: { hour, weekday: 'Tue' }, sky: undefined }, CONTEXT_RULES, ENGLISH)
    return context?.daypart
  })
  assert.deepEqual(parts, [
    ...Array.from({ length: 5 }, () => 'night'),
    ...Array.from({ length: 5 }, () => 'morning'),
    ...Array.from({ length: 7 }, () => 'day'),
    ...Array.from({ length: 5 }, () => 'evening'),
    ...Array.from({ length: 2 }, () => 'night'),
  ])
})

test('a moment is told in words, of either language', () => {
  const words = (
    hour: number | undefined,
    weekday: Weekday,
    weather?: (typeof WEATHERS)[number],
    isDay = true,
    spoken = ENGLISH,
  ) =>
    contextOf(
      { time: hour === undefined ? undefined : { hour, weekday }, sky: weather && { weather, isDay } },
      CONTEXT_RULES,
      spoken,
    )?.moment
  assert.equal(words(19, 'Tue', 'rain'), 'a rainy evening')
  assert.equal(words(11, 'Sun', 'clear'), 'a sunny weekend day')
  assert.equal(words(23, 'Sat', 'clear', false), 'a clear weekend night')
  assert.equal(words(18, 'Mon'), 'an evening')
  assert.equal(words(undefined, 'Mon', 'snow', false), 'a snowy night')
  assert.equal(words(undefined, 'Mon'), undefined)
  assert.equal(words(19, 'Tue', 'rain', true, ARABIC), 'مساء ماطر')
  assert.equal(words(11, 'Sun', 'clear', true, ARABIC), 'نهار مشمس في عطلة الأسبوع')
  assert.equal(words(undefined, 'Mon', 'snow', false, ARABIC), 'ليل مثلج')
})

test('every code of the WMO table that the forecast uses is a kind of weather, any other is none', () => {
  const used = [
    0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77, 80, 81, 82, 85, 86, 95, 96,
    99,
  ]
  for (let code = -1; code <= 120; code += 1) assert.equal(weatherOf(code) !== undefined, used.includes(code))
  assert.deepEqual([0, 3, 48, 63, 75, 95].map(weatherOf), [...WEATHERS])
})

test('a place is rounded to a tenth of a degree', () => {
  assert.deepEqual(placeOf({ latitude: 48.137154, longitude: 11.576124 }), {
    latitude: 48.1,
    longitude: 11.6,
  })
  const zero = placeOf({ latitude: -0.04, longitude: -179.96 })
  assert.ok(Object.is(zero.latitude, 0))
  assert.equal(zero.longitude, -180)
})

test('whatever comes together, target and mix move within their bounds', () => {
  for (const daypart of [...DAYPARTS, null])
    for (const weekend of [true, false, null])
      for (const weather of [...WEATHERS, null]) {
        const { shift, mix } = leanOf({ daypart, weekend, weather, moment: '' }, CONTEXT_RULES)
        assert.ok(Math.abs(shift.valence) <= CONTEXT_RULES.mostShift)
        assert.ok(Math.abs(shift.arousal) <= CONTEXT_RULES.mostShift)
        for (const [style, welcome] of mix) {
          assert.ok(Math.abs(welcome) <= 1)
          assert.ok(
            STYLES.some((known) => known === style),
            style,
          )
        }
      }
})

test('a rainy night leads to a calmer place by calmer styles; the listener’s own point stays', () => {
  const lean = leanOf(
    { daypart: 'night', weekend: false, weather: 'rain', moment: 'a rainy night' },
    CONTEXT_RULES,
  )
  const made = (strategy: 'match' | 'cheer-up', withLean: boolean, seed: number) =>
    compose({
      strategy,
      point: EMOTION_POINTS.neutral,
      length: 12,
      candidates: catalogue,
      random: createRandom(seed),
      lean: withLean ? lean : NO_LEAN,
    })
  const happy = COMPOSER_DEFAULTS.targets.happy
  const { trajectory } = made('cheer-up', true, 1)
  assert.deepEqual(trajectory[0], EMOTION_POINTS.neutral)
  assert.deepEqual(trajectory.at(-1), { valence: happy.valence, arousal: happy.arousal - 0.15 })
  assert.deepEqual(made('match', true, 1).trajectory, made('match', false, 1).trajectory)
  for (const strategy of ['match', 'cheer-up'] as const) {
    const welcomeOf = (withLean: boolean) =>
      [1, 2, 3, 4, 5].reduce((sum, seed) => {
        const { tracks } = made(strategy, withLean, seed)
        return sum + tracks.reduce((all, { id }) => all + (lean.mix.get(styleOf.get(id) ?? '') ?? 0), 0)
      }, 0)
    assert.ok(welcomeOf(true) > welcomeOf(false) + 3, strategy)
    const whys = made(strategy, true, 1).tracks.map(({ why }) => why)
    assert.ok(
      whys.some((why) => /(suits|goes with|belongs to) a rainy night/.test(why)),
      whys.join('\n'),
    )
  }
})
