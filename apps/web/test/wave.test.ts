import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  COLUMNS,
  energyCurve,
  followCurve,
  followSpectrum,
  pulseOf,
  reachOf,
} from '../features/player/wave-levels.ts'

const calm = { valence: 0.5, arousal: -0.8 }
const lively = { valence: 0.7, arousal: 0.8 }
const settle = (levels: Float32Array, step: () => void) => {
  for (let frame = 0; frame < 100; frame += 1) step()
  return [...levels]
}

test('at rest the wave is the playlist’s own curve of energy, from the first track to the last', () => {
  const curve = energyCurve([calm, calm, lively, lively])
  const [first = 0, last = 0] = [curve[0], curve.at(-1)]
  assert.ok(last > 2 * first)
  assert.ok(curve.every((level, column) => column === 0 || level >= (curve[column - 1] ?? 0)))
  assert.equal(energyCurve([lively]).length, COLUMNS)
  assert.ok(energyCurve([]).every((level) => level > 0 && level < 1))
})

test('the wave comes to rest on that curve, says when it is there, and then stays', () => {
  const curve = energyCurve([calm, lively])
  const levels = new Float32Array(COLUMNS).fill(1)
  assert.equal(followCurve(levels, curve), true)
  assert.deepEqual(
    settle(levels, () => followCurve(levels, curve)),
    [...curve],
  )
  assert.equal(followCurve(levels, curve), false)
})

test('low notes rise in the middle, high ones at both edges alike', () => {
  const bins = new Uint8Array(1024)
  bins.fill(255, 3, 6)
  const low = new Float32Array(COLUMNS)
  settle(low, () => followSpectrum(low, bins))
  assert.ok((low[COLUMNS / 2] ?? 0) > 0.5)
  assert.ok((low[0] ?? 1) < 0.01)
  const high = new Float32Array(COLUMNS)
  bins.fill(0).fill(200, 200, 225)
  settle(high, () => followSpectrum(high, bins))
  assert.ok((high[COLUMNS / 2] ?? 1) < 0.01)
  assert.deepEqual([...high], [...high].toReversed())
  assert.ok(Math.max(...high) <= 1 && (high[0] ?? 0) + (high[2] ?? 0) > 0.5)
})

test('silence lets every level fall, and no bins at all are silence', () => {
  const levels = new Float32Array(COLUMNS).fill(1)
  assert.ok(settle(levels, () => followSpectrum(levels, new Uint8Array(0))).every((level) => level < 0.001))
})

test('the pulse is strongest on each beat and gone before the next; without a beat there is none', () => {
  assert.equal(pulseOf(12), 1)
  assert.ok(pulseOf(12.5) < pulseOf(12.1) && pulseOf(12.99) < 0.001)
  assert.equal(pulseOf(undefined), 0)
})

test('an excited track reaches farther than a calm one, and never beyond the room', () => {
  assert.ok(reachOf(lively) > reachOf(calm))
  assert.ok(reachOf({ arousal: 1, valence: 0 }) <= 1 && reachOf({ arousal: -1, valence: 0 }) > 0.3)
})
