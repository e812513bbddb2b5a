import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { parseCamelot } from '../src/camelot.ts'
import { SCALES } from '../src/harmony.ts'
import { ROLES } from '../src/note.ts'
import { type Score, score } from '../src/score.ts'
import { STYLES } from '../src/style.ts'
import { TICKS_PER_BAR, TICKS_PER_BEAT, TICKS_PER_STEP } from '../src/ticks.ts'
import { BUILT_IN_TRACK_COUNT, trackSeed } from '../src/track-seed.ts'
import { rankCorrelation } from '../lab/rank-correlation.ts'

const seeds = Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => trackSeed(index + 1))
const scores = seeds.map(score)
const RANGES = { chords: [45, 80], melody: [52, 88], bass: [28, 56], texture: [55, 96] } as const

function notesOf(piece: Score) {
  return ROLES.flatMap((role) => piece.notes[role])
}

test('the same seed gives the same score on every machine', () => {
  const digest = createHash('sha256').update(JSON.stringify(scores)).digest('hex')
  assert.equal(digest, '95966e7998be0c03d942f52d4d68d79813869fc12ded35ef085a97a6d4dec8ea')
  assert.deepEqual(score(trackSeed(17)), scores[16])
})

test('a track’s id stands for the same title, style, key, tempo and length for ever, whatever becomes of its sound', () => {
  const digest = createHash('sha256').update(JSON.stringify(seeds)).digest('hex')
  assert.equal(digest, '81da430f4283aac98417789968e40045445d49519b319b5762ce586d54cc9228')
})

test('no two tracks are the same music', () => {
  assert.equal(new Set(scores.map(({ notes, drums }) => JSON.stringify([notes, drums]))).size, scores.length)
})

test('tempo, key and length are what the catalogue says', () => {
  scores.forEach((piece, index) => {
    const seed = seeds[index]
    assert.ok(seed)
    assert.equal(piece.tempo, seed.tempo)
    assert.equal(piece.key, seed.key)
    assert.equal(piece.durationMs, Math.round((piece.bars * 240_000) / piece.tempo))
    assert.equal(piece.durationMs, seed.durationMs)
  })
})

test('every note is a whole number of ticks inside the track, within its instrument’s range and in the key', () => {
  for (const piece of scores) {
    const end = piece.bars * TICKS_PER_BAR
    const { tonic, mode } = parseCamelot(piece.key)
    const allowed = new Set<number>(SCALES[mode].map((semitone) => (tonic + semitone) % 12))
    for (const role of ROLES) {
      const [lowest, highest] = RANGES[role]
      for (const { at, length, pitch, velocity } of piece.notes[role]) {
        assert.ok([at, length, pitch, velocity].every(Number.isInteger))
        assert.ok(at >= 0 && length > 0 && at + length <= end)
        assert.ok(pitch >= lowest && pitch <= highest, `${piece.id} ${role} ${pitch}`)
        assert.ok(velocity >= 1 && velocity <= 127)
        assert.ok(allowed.has(pitch % 12))
      }
    }
    for (const { at, velocity } of piece.drums) {
      assert.ok(at >= 0 && at < end && velocity >= 1 && velocity <= 127)
    }
  }
})

test('every piece begins, develops, rests, returns and ends, and every section has notes', () => {
  for (const piece of scores) {
    assert.deepEqual(
      piece.sections.map(({ name }) => name),
      ['beginning', 'development', 'rest', 'return', 'end'],
    )
    for (const { startBar, bars } of piece.sections) {
      const from = startBar * TICKS_PER_BAR
      const to = from + bars * TICKS_PER_BAR
      assert.ok(notesOf(piece).some(({ at }) => at >= from && at < to))
    }
  }
})

test('the rest is emptier than what comes before and after it', () => {
  for (const piece of scores) {
    const [, development = 0, rest = 0, back = 0] = piece.sections.map(({ startBar, bars }) => {
      const inside = ({ at }: { at: number }) =>
        at >= startBar * TICKS_PER_BAR && at < (startBar + bars) * TICKS_PER_BAR
      return (notesOf(piece).filter(inside).length + piece.drums.filter(inside).length) / bars
    })
    assert.ok(rest < development && rest < back, `${piece.id}: ${development}, ${rest}, ${back}`)
  }
})

test('every piece resolves: its last bass note and its last melody note are the tonic', () => {
  for (const piece of scores) {
    const { tonic } = parseCamelot(piece.key)
    assert.equal((piece.notes.bass.at(-1)?.pitch ?? -1) % 12, tonic)
    assert.equal((piece.notes.melody.at(-1)?.pitch ?? -1) % 12, tonic)
  }
})

test('the music grows denser with arousal, over the catalogue and within every style', () => {
  const densityOf = (piece: Score) =>
    new Set([...notesOf(piece), ...piece.drums].map(({ at }) => Math.round(at / 6))).size / piece.durationMs
  const follows = (some: readonly Score[]) =>
    rankCorrelation(
      some.map(densityOf),
      some.map(({ arousal }) => arousal),
    )
  assert.ok(follows(scores) >= 0.9)
  for (const style of STYLES) {
    const own = follows(scores.filter((piece) => piece.style === style))
    assert.ok(own >= 0.8, `${style}: ${own}`)
  }
})

test('every piece lasts between one minute and three, and sings higher the brighter its mood', () => {
  for (const { durationMs } of scores) assert.ok(durationMs >= 60_000 && durationMs <= 180_000)
  const heights = scores.map(
    ({ notes: { melody } }) => melody.reduce((sum, { pitch }) => sum + pitch, 0) / melody.length,
  )
  const valences = seeds.map(({ valence }) => valence)
  assert.ok(rankCorrelation(heights, valences) >= 0.7)
})

test('styles keep to their manners: who has drums, who has a kick on every beat, who swings', () => {
  const returnOf = (piece: Score) => {
    const section = piece.sections.find(({ name }) => name === 'return')
    assert.ok(section)
    const from = section.startBar * TICKS_PER_BAR
    return piece.drums.filter(({ at }) => at >= from && at < from + section.bars * TICKS_PER_BAR)
  }
  for (const piece of scores) {
    const hits = returnOf(piece)
    const kicksOnBeats = hits.filter(({ drum, at }) => drum === 'kick' && at % TICKS_PER_BEAT === 0).length
    const bars = piece.sections.find(({ name }) => name === 'return')?.bars ?? 0
    const offSixteenths = hits.filter(
      ({ at }) => at % (2 * TICKS_PER_STEP) > 0 && at % (2 * TICKS_PER_STEP) < 48,
    )
    switch (piece.style) {
      case 'ambient':
      case 'piano':
        assert.equal(piece.drums.length, 0)
        break
      case 'house':
      case 'techno':
        assert.equal(kicksOnBeats, 4 * bars, piece.id)
        break
      case 'lo-fi':
        assert.ok(
          offSixteenths.every(({ at }) => at % (2 * TICKS_PER_STEP) === TICKS_PER_STEP + 7),
          piece.id,
        )
        break
      case 'downtempo':
      case 'chillwave':
      case 'synthwave':
        assert.ok(hits.length > 0)
    }
  }
})

test('a melody repeats itself and varies: most of its bars have a rhythm heard before, yet not all are the same', () => {
  for (const style of STYLES) {
    const piece = scores.find((candidate) => candidate.style === style)
    assert.ok(piece)
    const rhythms = new Map<number, string>()
    for (const { at } of piece.notes.melody) {
      const bar = Math.floor(at / TICKS_PER_BAR)
      rhythms.set(bar, `${rhythms.get(bar) ?? ''} ${Math.round((at % TICKS_PER_BAR) / 24)}`)
    }
    const different = new Set(rhythms.values()).size
    assert.ok(
      different >= 3 && different <= rhythms.size * 0.75,
      `${piece.id}: ${different} of ${rhythms.size}`,
    )
  }
})
