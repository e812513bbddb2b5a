import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure } from '../lab/acoustics.ts'
import { centroidOf } from '../lab/brightness.ts'
import { clicksOf } from '../lab/clicks.ts'
import { loudnessOf } from '../lab/loudness.ts'
import { samplePeakOf, truePeakOf } from '../lab/peaks.ts'
import { createRandom } from '../src/random.ts'

const RATE = 44_100

function sine(
  hertz: number,
  { level, seconds, phase = 0 }: { level: number; seconds: number; phase?: number },
) {
  return Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, index) => level * Math.sin((2 * Math.PI * hertz * index) / RATE + phase),
  )
}

/** A short burst every so often, as a metronome. */
function metronome(perMinute: number, seconds: number): Float32Array {
  const every = (60 / perMinute) * RATE
  return Float32Array.from({ length: seconds * RATE }, (_, index) => {
    const since = index % every
    return 0.5 * Math.sin((2 * Math.PI * 1500 * since) / RATE) * Math.exp(-since / (0.02 * RATE))
  })
}

test('loudness is that of the standard: a stereo tone of 1 kHz at −23 dBFS has −23 LUFS, and silence around it does not count', () => {
  const tone = sine(1000, { level: 10 ** (-23 / 20), seconds: 10 })
  assert.ok(Math.abs(loudnessOf([tone, tone], RATE) + 23) < 0.1)
  const surrounded = new Float32Array(3 * tone.length)
  surrounded.set(tone, tone.length)
  assert.ok(Math.abs(loudnessOf([surrounded, surrounded], RATE) + 23) < 0.3)
})

test('the true peak lies between the samples', () => {
  const tone = sine(RATE / 4, { level: 1, seconds: 0.5, phase: Math.PI / 4 })
  assert.ok(Math.abs(samplePeakOf([tone]) - Math.SQRT1_2) < 1e-3)
  assert.ok(Math.abs(truePeakOf([tone])) < 0.2, `${truePeakOf([tone])} dBTP`)
})

test('a cut in the midst of a tone is a click; tones, saws and drums are none', () => {
  const tone = sine(220, { level: 0.3, seconds: 1 })
  assert.deepEqual(clicksOf(tone, RATE), [])
  const random = createRandom(1)
  const drum = Float32Array.from(
    { length: RATE },
    (_, index) => (random() - 0.5) * Math.exp(-(index % 11_025) / (0.03 * RATE)),
  )
  assert.deepEqual(clicksOf(drum, RATE), [])
  const saw = Float32Array.from({ length: RATE }, (_, index) => 0.3 * (((index * 55) / RATE) % 1) - 0.15)
  assert.deepEqual(clicksOf(saw, RATE), [])
  const cut = tone.map((sample, index) => (index < 22_100 ? sample : 0))
  const [click = 0, ...more] = clicksOf(cut, RATE)
  assert.ok(Math.abs(click - 22_100 / RATE) < 0.001)
  assert.deepEqual(more, [])
})

test('a metronome has the tempo and the onset rate that it is set to', () => {
  const ticks = metronome(126, 20)
  const heard = measure([ticks, ticks], RATE, 121)
  assert.ok(Math.abs(heard.tempo - 126) < 0.5, `${heard.tempo}`)
  assert.ok(Math.abs(heard.onsetRate - 2.1) < 0.1, `${heard.onsetRate}`)
})

test('the centroid of a tone is its frequency, and two near tones that beat have no onsets', () => {
  assert.ok(Math.abs(centroidOf(sine(3000, { level: 0.5, seconds: 1 }), RATE) - 3000) < 60)
  const beating = sine(250, { level: 0.3, seconds: 10 }).map(
    (sample, index) => sample + 0.3 * Math.sin((2 * Math.PI * 280 * index) / RATE),
  )
  assert.ok(measure([beating], RATE, 100).onsetRate < 0.3)
})
