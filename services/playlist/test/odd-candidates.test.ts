import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { TrackSchema } from '@mooddj/shared/playlist'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import type { Candidate } from '../src/catalogue.ts'
import { compose, type ComposeRequest } from '../src/compose.ts'
import { syntheticCandidates } from '../src/measuring/synthetic-candidates.ts'

const tracksOnTheWire = createParser(
  Type.Array(Type.Object(TrackSchema.properties, { additionalProperties: false })),
)

function composed(candidates: readonly Candidate[], changes: Partial<ComposeRequest> = {}) {
  return (['match', 'cheer-up'] as const).map((strategy) =>
    compose({
      strategy,
      point: EMOTION_POINTS.sad,
      length: 12,
      candidates,
      random: createRandom(1),
      ...changes,
    }),
  )
}

test('candidates that a provider could not place are left out, and the rest still make a playlist', () => {
  const good = syntheticCandidates(30)
  const [one, ...others] = good
  assert.ok(one)
  const broken: Candidate[] = [
    { ...one, id: 'a', title: 'a', valence: NaN },
    { ...one, id: 'b', title: 'b', arousal: 1.2 },
    { ...one, id: 'c', title: 'c', tempo: 0 },
    { ...one, id: 'd', title: 'd', tempo: Infinity },
    { ...one, id: 'e', title: 'e', key: '13A' },
    { ...one, id: 'f', title: 'f', key: '' },
    { ...one, id: 'g', title: 'g', durationMs: 0 },
    { ...one, id: '', title: 'h' },
  ]
  for (const { tracks } of composed([...broken, one, ...others], { length: 30 })) {
    assert.deepEqual(new Set(tracks.map(({ id }) => id)), new Set(good.map(({ id }) => id)))
    tracksOnTheWire.parse(tracks)
  }
  for (const composition of composed(broken)) assert.deepEqual(composition, { trajectory: [], tracks: [] })
})

test('a song comes once, however many releases of it there are', () => {
  const candidates = syntheticCandidates(14).flatMap((candidate) => [
    { ...candidate, title: 'Song' + candidate.id },
    { ...candidate, id: `${candidate.id}-live`, title: `Song${candidate.id} (Live at Home)` },
    { ...candidate, id: `${candidate.id}-again`, title: `SONG${candidate.id} - 2011 Remaster` },
    candidate,
  ])
  for (const { tracks, trajectory } of composed(candidates, { length: 30 })) {
    assert.equal(
      new Set(tracks.map(({ title }) => title.toLowerCase().split(/ \(| - /)[0])).size,
      tracks.length,
    )
    assert.equal(trajectory.length, tracks.length)
  }
})

test('one artist alone still makes a playlist', () => {
  const candidates = syntheticCandidates(50).map((candidate) => ({ ...candidate, artist: 'The Only One' }))
  for (const { tracks } of composed(candidates)) assert.equal(tracks.length, 12)
})

test('any number of candidates from one up makes a playlist as long as they last', () => {
  for (let count = 1; count <= 13; count += 1)
    for (const { tracks, trajectory } of composed(syntheticCandidates(count))) {
      assert.equal(tracks.length, Math.min(12, count))
      assert.equal(trajectory.length, tracks.length)
    }
})

test('an unsure tempo and key weigh less: what follows is chosen for its place instead', () => {
  const { tempo, key } = { tempo: 100, key: '8B' }
  const random = createRandom(4)
  const meanTempoGap = (confidence: number) => {
    const candidates = syntheticCandidates(2000, 6).map((candidate) => ({
      ...candidate,
      ...(random() < 0.5 && { tempo, key }),
      confidence: { tempo: confidence, key: confidence },
    }))
    const [, { tracks } = { tracks: [] }] = composed(candidates)
    return tracks.slice(1).filter((track, index) => track.tempo !== tracks[index]?.tempo).length
  }
  assert.ok(meanTempoGap(0) > meanTempoGap(1))
})

test('how sure a feature is and how a style is called stay inside', () => {
  const candidates = syntheticCandidates(40).map((candidate) => ({
    ...candidate,
    style: 'lo-fi',
    confidence: { affect: 0.9 },
  }))
  for (const { tracks } of composed(candidates)) tracksOnTheWire.parse(tracks)
})

test('a point that is a mere guess gives way to a sure one beside it', () => {
  const shares = { match: 0, 'cheer-up': 0 }
  for (let seed = 1; seed <= 5; seed += 1) {
    const candidates = syntheticCandidates(1000, seed).flatMap((candidate, index) => [
      { ...candidate, confidence: { affect: 0 } },
      { ...candidate, id: `sure-${index}`, title: `Sure ${index}` },
    ])
    for (const strategy of ['match', 'cheer-up'] as const) {
      const { tracks } = compose({
        strategy,
        point: EMOTION_POINTS.sad,
        length: 12,
        candidates,
        random: createRandom(seed),
      })
      shares[strategy] += tracks.filter(({ id }) => id.startsWith('sure')).length / 60
    }
  }
  for (const share of Object.values(shares)) assert.ok(share > 0.65, JSON.stringify(shares))
})
