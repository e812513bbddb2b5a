import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CATALOGUE_GOALS, catalogueFigures } from '../lab/catalogue-goals.ts'
import { FIGURES_FILE, TRIMS_FILE } from '../lab/committed.ts'
import { parseCsv, toCsv } from '../lab/track-figures.ts'
import { toTrimsModule } from '../lab/trims-module.ts'
import { ENGINE_VERSION } from '../src/engine-version.ts'
import { BUILT_IN_TRACK_COUNT, trackSeed } from '../src/track-seed.ts'
import { trimOf } from '../src/trim.ts'
import { TRIMS_ENGINE } from '../src/trims.ts'

const text = readFileSync(FIGURES_FILE, 'utf8')
const tracks = parseCsv(text)

test('the committed figures are of this engine and of every track of the catalogue, in its order', () => {
  assert.equal(tracks.length, BUILT_IN_TRACK_COUNT)
  tracks.forEach((track, index) => {
    const { id, style, valence, arousal, tempo } = trackSeed(index + 1)
    const {
      id: ownId,
      engine,
      style: ownStyle,
      valence: ownValence,
      arousal: ownArousal,
      tempo: ownTempo,
    } = track
    assert.deepEqual(
      [ownId, ownStyle, ownValence, ownArousal, ownTempo],
      [id, style, valence, arousal, tempo],
    )
    assert.equal(
      engine,
      ENGINE_VERSION,
      `${id} was measured of another engine: run dj bench catalogue --write`,
    )
  })
  assert.ok(toCsv(tracks) === text, 'the file is not as it is written')
})

test('every track is played with the trim that it was measured with', () => {
  assert.equal(TRIMS_ENGINE, ENGINE_VERSION)
  for (const { id, trimDb } of tracks) assert.equal(trimOf(id), trimDb, id)
  assert.equal(toTrimsModule(tracks.map(({ trimDb }) => trimDb)), readFileSync(TRIMS_FILE, 'utf8'))
})

test('the whole catalogue is as loud, as clean, as steady and as true to its arousal as it must be', () => {
  const figures = catalogueFigures(tracks, [])
  for (const [name, figure] of Object.entries(figures)) {
    const goal = Object.entries(CATALOGUE_GOALS).find(([known]) => known === name)?.[1]
    if (typeof figure !== 'number' || !goal || !('held' in goal)) continue
    const { floor, better } = goal.held
    assert.ok(better === 'more' ? figure >= floor : figure <= floor, `${name} is ${figure}, not ${floor}`)
  }
})
