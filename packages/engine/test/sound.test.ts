import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { STYLES } from '../src/style.ts'
import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed } from '../src/track-seed.ts'
import { rankCorrelation } from './rank-correlation.ts'
import { type Figures, openSoundLab, type SoundLab } from './sound-lab.ts'

/** Where the rendered stretch lies: the development, where everything plays. */
const FROM_SHARE = 0.35
const SECONDS = 10
/** Slow music needs longer to show its pulse. */
const SLOW_SECONDS = 20

let lab: SoundLab | undefined
const heard: { seed: TrackSeed; figures: Figures }[] = []

before(async () => {
  lab = await openSoundLab()
  if (!lab) return
  for (const seed of oneOfEachStyle()) {
    const figures = await lab.measure(
      seed.number,
      (seed.durationMs / 1000) * FROM_SHARE,
      seed.arousal < 0 ? SLOW_SECONDS : SECONDS,
    )
    heard.push({ seed, figures })
  }
})
after(() => lab?.close())

function oneOfEachStyle(): TrackSeed[] {
  const seeds = Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => trackSeed(index + 1))
  return STYLES.flatMap((style) => seeds.find((seed) => seed.style === style) ?? [])
}

function skipWithoutBrowser(context: { skip(reason: string): void }): boolean {
  if (lab) return false
  context.skip('There is no Chromium on this machine')
  return true
}

test('every style is heard: never silent, never clipped, no direct current', (context) => {
  if (skipWithoutBrowser(context)) return
  assert.equal(heard.length, STYLES.length)
  for (const { seed, figures } of heard) {
    assert.ok(figures.peak < 0.9, `${seed.id} peaks at ${figures.peak}`)
    assert.ok(Math.abs(figures.offset) < 1e-3, `${seed.id} is offset by ${figures.offset}`)
    const silent = figures.levels.filter((level) => level < -60).length
    assert.equal(silent, 0, `${seed.id} is silent for ${silent * 100} ms`)
  }
})

test('soft styles never click: neighbouring samples stay close', (context) => {
  if (skipWithoutBrowser(context)) return
  for (const { seed, figures } of heard) {
    if (seed.style === 'ambient' || seed.style === 'piano')
      assert.ok(figures.jump < 0.12, `${seed.id} jumps by ${figures.jump}`)
  }
})

test('every style is about as loud as the others', (context) => {
  if (skipWithoutBrowser(context)) return
  for (const { seed, figures } of heard) {
    assert.ok(Math.abs(figures.loudness + 16) <= 2.5, `${seed.id} ${seed.style} has ${figures.loudness} LUFS`)
  }
})

test('the tempo that is heard is the one in the catalogue, within two per cent', (context) => {
  if (skipWithoutBrowser(context)) return
  for (const { seed, figures } of heard) {
    assert.ok(
      Math.abs(figures.tempo / seed.tempo - 1) <= 0.02,
      `${seed.id}: ${figures.tempo} for ${seed.tempo}`,
    )
  }
})

test('brightness rises with arousal', (context) => {
  if (skipWithoutBrowser(context)) return
  const brightness = heard.map(({ figures }) => figures.centroid)
  assert.ok(
    rankCorrelation(
      brightness,
      heard.map(({ seed }) => seed.arousal),
    ) >= 0.6,
  )
})

test('nothing sounds before the first note, and the last one dies away', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const seed = trackSeed(7)
  const lengthS = seed.durationMs / 1000
  const ending = await lab.measure(seed.number, lengthS - 1, 5)
  assert.ok((ending.levels.at(-1) ?? 0) < -50, `still ${ending.levels.at(-1)} dB four seconds after the end`)
})
