import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDelay } from '@mooddj/dj/back-off'

test('the pause before a restart doubles from a quarter of a second to ten seconds', () => {
  const delays: number[] = []
  for (let count = 0; count < 8; count++) delays.push(nextDelay(delays.at(-1), 100))
  assert.deepEqual(delays, [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
})

test('a program that ran for half a minute is started again at once', () => {
  assert.equal(nextDelay(10_000, 29_999), 10_000)
  assert.equal(nextDelay(10_000, 30_000), 250)
})
