import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findRoughPlace, roughly } from '../features/dj/place.ts'

test('a place is rough before anything else sees it', async () => {
  assert.deepEqual(roughly({ latitude: 48.137154, longitude: -11.576124 }), {
    latitude: 48.1,
    longitude: -11.6,
  })
})

test('who may not or cannot say where they are is nowhere', async () => {
  assert.equal(await findRoughPlace(undefined), null)
})
