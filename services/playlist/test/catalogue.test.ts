import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { trackSeed, trackSeedOf } from '@mooddj/engine/track-seed'
import { TrackSchema } from '@mooddj/shared/playlist'
import { Value } from 'typebox/value'
import { builtInCatalogue } from '../src/catalogue.ts'

const catalogue = builtInCatalogue()

test('the catalogue holds at least 400 tracks, each with its own id and title, each valid on the wire', () => {
  assert.ok(catalogue.length >= 400)
  assert.equal(new Set(catalogue.map(({ id }) => id)).size, catalogue.length)
  assert.equal(new Set(catalogue.map(({ title }) => title)).size, catalogue.length)
  for (const track of catalogue) assert.ok(Value.Check(TrackSchema, { ...track, why: 'Because.' }), track.id)
})

test('every cell of an 8 by 8 grid over the plane holds at least three tracks', () => {
  const cells = new Map<string, number>()
  const cellOf = (coordinate: number) => Math.min(7, Math.floor((coordinate + 1) * 4))
  for (const { valence, arousal } of catalogue) {
    const cell = `${cellOf(valence)},${cellOf(arousal)}`
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
  }
  assert.equal(cells.size, 64)
  assert.ok(Math.min(...cells.values()) >= 3)
})

test('tempo rises with arousal, the key is major where valence is not negative, and tracks last 60 to 180 seconds', () => {
  for (const { valence, arousal, tempo, key, durationMs } of catalogue) {
    assert.ok(Math.abs(tempo - (98 + 40 * arousal)) <= 5)
    assert.equal(key.endsWith('B'), valence >= 0)
    assert.ok(durationMs >= 60_000 && durationMs <= 180_000)
  }
})

test('no artist makes more than a tenth of the catalogue, so artists can be spaced', () => {
  const counts = new Map<string, number>()
  for (const { artist } of catalogue) counts.set(artist, (counts.get(artist) ?? 0) + 1)
  assert.ok(Math.max(...counts.values()) <= catalogue.length / 10)
})

test('a track id stands for the same track for ever', () => {
  const told = catalogue.map((track) => ({ ...track, style: undefined }))
  const digest = createHash('sha256').update(JSON.stringify(told)).digest('hex')
  assert.equal(digest, 'f8912e08505f7f6d4d58b2caa9ada3e11863f688a08657c6b167af2081201bf9')
})

test('an id that is not in the catalogue stands for nothing', () => {
  assert.deepEqual(trackSeedOf('built-in:0001'), trackSeed(1))
  for (const id of ['built-in:0000', 'built-in:9999', 'built-in:1', 'spotify:0001', '']) {
    assert.equal(trackSeedOf(id), undefined)
  }
})
