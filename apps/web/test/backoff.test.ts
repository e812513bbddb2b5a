import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoffMs } from '../features/live/backoff.ts'

test('pauses between connections double from a quarter of a second to four seconds, half of each at random', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 9].map((attempt) => backoffMs(attempt, () => 1)),
    [250, 500, 1_000, 2_000, 4_000, 4_000],
  )
  assert.equal(
    backoffMs(2, () => 0),
    500,
  )
})
