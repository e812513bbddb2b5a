import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { builtInCatalogue } from '../src/catalogue.ts'
import { compose, type ComposeRequest } from '../src/compose.ts'
import { COMPOSER_DEFAULTS } from '../src/composer-config.ts'
import { evenness, meanDeviation } from '../src/measures.ts'
import { playlistTitle } from '../src/title.ts'
import { ENGLISH } from '../src/words/english.ts'
import { distanceBetween } from '../src/trajectory.ts'
import { tempoChange } from '../src/transition.ts'
import { greedyPath, jumpToTarget, randomPath } from '../src/measuring/baselines.ts'
import { syntheticCandidates } from '../src/measuring/synthetic-candidates.ts'

const catalogue = builtInCatalogue()

function composed(changes: Partial<ComposeRequest> = {}) {
  return compose({
    strategy: 'cheer-up',
    point: EMOTION_POINTS.sad,
    length: 12,
    candidates: catalogue,
    random: createRandom(1),
    ...changes,
  })
}

test('from any mood, by any strategy and length, no track comes twice and no artist twice in a row', () => {
  for (const strategy of ['match', 'cheer-up'] as const) {
    for (const target of ['happy', 'calm'] as const) {
      for (const point of [
        ...Object.values(EMOTION_POINTS),
        { valence: -1, arousal: -1 },
        { valence: 1, arousal: 1 },
      ]) {
        for (const length of [5, 12, 30]) {
          const { tracks, trajectory } = composed({ strategy, target, point, length })
          assert.equal(tracks.length, length)
          assert.equal(trajectory.length, length)
          assert.equal(new Set(tracks.map(({ id }) => id)).size, length)
          tracks.slice(1).forEach((track, index) => assert.notEqual(track.artist, tracks[index]?.artist))
        }
      }
    }
  }
})

test('sad to happy out of 2,000 candidates stays within 0.05 of its way-points and is more even than chance and the jump', () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const candidates = syntheticCandidates(2000, seed)
    const { tracks, trajectory } = composed({ candidates, random: createRandom(seed) })
    const own = evenness(tracks, trajectory)
    assert.ok(meanDeviation(tracks, trajectory) <= 0.05)
    assert.ok(own < evenness(randomPath(candidates, trajectory, createRandom(seed)), trajectory))
    assert.ok(own < evenness(jumpToTarget(candidates, trajectory), trajectory))
    assert.ok(own <= 1.5 * evenness(greedyPath(candidates, trajectory), trajectory))
  }
})

test('sad to happy out of the built-in catalogue stays within 0.06 of its way-points and ends near the target', () => {
  const { tracks, trajectory } = composed()
  assert.ok(meanDeviation(tracks, trajectory) <= 0.06)
  const last = tracks.at(-1)
  assert.ok(last && distanceBetween(last, COMPOSER_DEFAULTS.targets.happy) <= 0.12)
})

test('cheer up eases tempo: the mean change is far smaller than chance would give', () => {
  const meanChange = (path: readonly { tempo: number }[]) =>
    path
      .slice(1)
      .reduce((sum, { tempo }, index) => sum + tempoChange(path[index]?.tempo ?? tempo, tempo).octaves, 0) /
    (path.length - 1)
  let own = 0
  let greedy = 0
  for (let seed = 1; seed <= 5; seed += 1) {
    const candidates = syntheticCandidates(2000, seed)
    const { tracks, trajectory } = composed({ candidates, random: createRandom(seed) })
    own += meanChange(tracks)
    greedy += meanChange(greedyPath(candidates, trajectory))
  }
  assert.ok(own < 0.75 * greedy)
})

test('match stays around the listener, uses several artists and keeps anger calm', () => {
  for (const emotion of EMOTIONS) {
    const { tracks, trajectory } = composed({ strategy: 'match', point: EMOTION_POINTS[emotion] })
    const around = trajectory[0] ?? EMOTION_POINTS[emotion]
    for (const track of tracks) assert.ok(distanceBetween(track, around) < 0.35)
    assert.ok(new Set(tracks.map(({ artist }) => artist)).size >= 5)
  }
  const angry = composed({ strategy: 'match', point: EMOTION_POINTS.angry }).tracks
  const arousal = angry.reduce((sum, track) => sum + track.arousal, 0) / angry.length
  assert.ok(arousal < 0.4)
})

test('what was heard lately gives way to what was not', () => {
  for (const strategy of ['match', 'cheer-up'] as const) {
    const first = composed({ strategy }).tracks
    const recentlyPlayed = new Set(first.map(({ id }) => id))
    const second = composed({ strategy, recentlyPlayed }).tracks
    assert.ok(second.filter(({ id }) => recentlyPlayed.has(id)).length <= 1)
  }
})

test('every track says why in one plain sentence without an exclamation mark or a claim about health', () => {
  const sentences = (['match', 'cheer-up'] as const).flatMap((strategy) =>
    EMOTIONS.flatMap((emotion) =>
      composed({ strategy, point: EMOTION_POINTS[emotion] }).tracks.map(({ why }) => why),
    ),
  )
  for (const why of sentences) {
    assert.match(why, /^[A-Z][^.!?]+\.$/)
    assert.match(why, /\d+ BPM/)
    assert.doesNotMatch(why, /therap|heal|cure|treat|anxi|depress/i)
  }
})

test('the reasons are true: a step called brighter is brighter, a tempo called the same is the same', () => {
  for (const emotion of EMOTIONS) {
    const { tracks } = composed({ point: EMOTION_POINTS[emotion], target: 'calm' })
    tracks.slice(1).forEach((track, index) => {
      const before = tracks[index]
      assert.ok(before)
      if (track.why.includes('brighter')) assert.ok(track.valence > before.valence)
      if (track.why.includes('darker')) assert.ok(track.valence < before.valence)
      if (track.why.includes('livelier')) assert.ok(track.arousal > before.arousal)
      if (track.why.includes('calmer')) assert.ok(track.arousal < before.arousal)
      if (track.why.includes('the same key')) assert.equal(track.key, before.key)
      if (/the same \d+ BPM/.test(track.why)) assert.equal(track.tempo, before.tempo)
    })
  }
})

test('the same chance gives the same playlist, other chance another', () => {
  assert.deepEqual(composed(), composed())
  assert.notDeepEqual(composed({ random: createRandom(2) }), composed())
})

test('too few candidates give a shorter playlist that still starts and ends where it should', () => {
  const { tracks, trajectory } = composed({ candidates: syntheticCandidates(6) })
  assert.equal(tracks.length, 6)
  assert.equal(trajectory.length, 6)
  assert.deepEqual(trajectory[0], EMOTION_POINTS.sad)
  assert.deepEqual(trajectory.at(-1), COMPOSER_DEFAULTS.targets.happy)
  assert.deepEqual(composed({ candidates: [] }), { trajectory: [], tracks: [] })
})

test('artists alternate even where one of them made nearly everything near', () => {
  for (const strategy of ['match', 'cheer-up'] as const) {
    const candidates = syntheticCandidates(2000).map((track, index) =>
      index % 8 === 0 ? track : { ...track, artist: 'One' },
    )
    const { tracks } = composed({ strategy, candidates })
    tracks.slice(1).forEach((track, index) => assert.notEqual(track.artist, tracks[index]?.artist))
  }
})

test('a title depends on strategy, mood, target and seed only, and carries no exclamation mark', () => {
  for (const emotion of EMOTIONS) {
    for (const strategy of ['match', 'cheer-up'] as const) {
      const title = playlistTitle({ strategy, emotion, seed: 'one', words: ENGLISH })
      assert.equal(title, playlistTitle({ strategy, emotion, seed: 'one', words: ENGLISH }))
      assert.match(title, /^[^!]{3,40}$/)
    }
  }
  const titles = Array.from({ length: 40 }, (_, seed) =>
    playlistTitle({
      strategy: 'cheer-up',
      target: 'calm',
      emotion: 'sad',
      seed: `playlist ${seed}`,
      words: ENGLISH,
    }),
  )
  assert.ok(new Set(titles).size >= 6)
})
