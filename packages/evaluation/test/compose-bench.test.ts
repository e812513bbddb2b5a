import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { root } from '@mooddj/dj/places'
import { builtInCatalogue } from '@mooddj/playlist/catalogue'
import { COMPOSE_GOALS } from '../src/composer/goals.ts'
import { medianOf } from '../src/composer/median.ts'
import { measureMethods, METHODS, SAD_TO_HAPPY } from '../src/composer/methods.ts'
import { ranked } from '../src/composer/rank.ts'
import { benchResults } from './bench-results.ts'

test('without the shared music the bench measures what is there and says what is not', async () => {
  const child = spawn(
    process.execPath,
    [join(root, 'packages/dj/src/main.ts'), 'bench', 'compose', '--seeds', '1', '--draws', '1', '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, MOODDJ_SHARED: '/nowhere' } },
  )
  const exited = once(child, 'exit')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.deepEqual((await exited)[0], 0, err)
  const { rows } = benchResults.parseText(out)
  assert.deepEqual(
    rows.map(({ name }) => name),
    Object.keys(COMPOSE_GOALS),
  )
  for (const { name, value, reason } of rows) {
    if (/songs|fma/.test(name)) assert.match(reason ?? '', /^there is no \/nowhere/)
    // Tracks that all lie at the target trace no line.
    else if (!name.includes('smoothness-jump')) assert.ok(value !== null && value >= 0, name)
  }
  const deviation = rows.find(({ name }) => name === 'sad-happy-uniform-deviation')
  assert.equal(deviation?.floor, 0.05)
  assert.ok((deviation?.value ?? 1) <= 0.05)
  assert.match(err, /Without 2,000 hits: there is no \/nowhere/)
})

test('ranks spread evenly from −1 to 1, whatever the values’ own scale, and equals share theirs', () => {
  assert.deepEqual(ranked([10, 1000, 11, 12, 0]), [-0.5, 1, 0, 0.5, -1])
  assert.deepEqual(ranked([3, 3, 7]), [-0.5, -0.5, 1])
  assert.deepEqual([ranked([4]), ranked([])], [[0], []])
})

test('a median’s interval holds it, and is as wide as the order statistics say', () => {
  const hundred = medianOf(Array.from({ length: 100 }, (_, index) => 99 - index))
  assert.deepEqual(hundred, { value: 49.5, low: 40, high: 60, count: 100 })
  const one = medianOf([7])
  assert.deepEqual([one.value, one.low, one.high], [7, 7, 7])
  assert.ok(Number.isNaN(medianOf([]).value))
})

test('each method fills the same journeys: chance once a seed, what knows no chance once', () => {
  const figures = measureMethods(builtInCatalogue(), { journeys: SAD_TO_HAPPY, seeds: 3 })
  assert.deepEqual(
    METHODS.map((method) => figures[method].deviation.length),
    [3, 3, 1, 1],
  )
  const [own = 1, , jump = 0, greedy = 0] = METHODS.map((method) => figures[method].deviation[0])
  assert.ok(greedy <= own && own < jump)
})
