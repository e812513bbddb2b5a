import { voiced } from './harmony.ts'
import { type Bar, isLight, isRinging, type Piece, tickAt } from './piece.ts'
import { pickNear, type Random, streamOf } from './random.ts'
import type { Note } from './note.ts'
import type { Style } from './style.ts'
import { TICKS_PER_BAR, TICKS_PER_STEP } from './ticks.ts'

/** A stroke of the accompaniment in sixteenths: the whole chord, or one tone of it counted from the lowest. */
interface Stroke {
  step: number
  length: number
  tone?: number
  /** Relative to the bar, 0 to 1. */
  accent: number
}

/** What the accompaniment does in one bar, calm to lively; a piece keeps to one of them, a livelier one and a lighter one. */
const PATTERNS: Record<Style, readonly (readonly Stroke[])[]> = {
  ambient: [held(), [...held(), ...broken([8], 6, 0.65)], [...held(), ...broken([4, 10], 6, 0.7)]],
  piano: [
    broken([0, 4, 8, 12], 6, 0.85),
    broken([0, 3, 6, 8, 11, 14], 5, 0.85),
    broken([0, 2, 4, 6, 8, 10, 12, 14], 4, 0.8),
  ],
  'lo-fi': [struck([0, 10], 6), struck([0, 7, 10], 4), struck([0, 3, 7, 10], 4)],
  downtempo: [held(), struck([0, 11], 5), struck([0, 6, 11], 4)],
  chillwave: [held(), struck([2, 6, 10, 14], 2), struck([0, 3, 6, 10, 14], 2)],
  synthwave: [held(), struck([0, 6, 12], 4), struck([0, 3, 6, 10, 12], 2)],
  house: [struck([2, 6, 10, 14], 2), struck([2, 5, 8, 11, 14], 2), struck([0, 3, 6, 8, 11, 14], 2)],
  techno: [struck([3, 11], 2), struck([2, 6, 11], 2), struck([0, 3, 6, 9, 12, 14], 1)],
}
const LEVEL: Record<Style, number> = {
  ambient: 60,
  piano: 66,
  'lo-fi': 66,
  downtempo: 62,
  chillwave: 62,
  synthwave: 62,
  house: 70,
  techno: 62,
}

/** The accompaniment: the harmony of every bar, fuller as the piece goes on, resting in its middle, one long chord at the end. */
export function writeChords(piece: Piece): Note[] {
  const { seed } = piece
  const random = streamOf(seed.number, 'chords')
  const pattern = pickNear(PATTERNS[seed.style], piece.liveliness, random)
  const other = pickNear(PATTERNS[seed.style], piece.liveliness + 0.25, random)
  const middle = 59 + Math.round(3 * seed.valence)
  return piece.bars.flatMap((bar) => {
    if (isRinging(bar)) return bar.inPhrase === 2 ? ringing(bar, middle, LEVEL[seed.style]) : []
    // The return, and the later half of the development, say the same harmony otherwise.
    const turned = bar.intensity > 0.9 || (bar.phraseInSection % 4 >= 2 && bar.section.name === 'development')
    const chosen = isLight(bar) ? lighter(pattern, seed.style) : turned ? other : pattern
    return strokes(piece, bar, { pattern: chosen, middle, random })
  })
}

function strokes(
  piece: Piece,
  bar: Bar,
  { pattern, middle, random }: { pattern: readonly Stroke[]; middle: number; random: Random },
): Note[] {
  const pitches = voiced(bar.chord, middle)
  const level = LEVEL[piece.seed.style] * (0.88 + 0.12 * bar.intensity)
  return pattern.flatMap(({ step, length, tone, accent }) => {
    const chosen = tone === undefined ? pitches : [toneAt(pitches, tone)]
    return chosen.map((pitch, voice) => ({
      // A strum of a few ticks: fingers do not land together.
      at: tickAt(piece, bar, step) + (tone === undefined && length < 16 ? voice * 2 : 0),
      length: length * TICKS_PER_STEP - 4,
      pitch,
      velocity: level * accent + 8 * (random() - 0.5),
    }))
  })
}

function ringing(bar: Bar, middle: number, level: number): Note[] {
  return voiced(bar.chord, middle).map((pitch, voice) => ({
    at: bar.index * TICKS_PER_BAR + voice * 6,
    length: 2 * TICKS_PER_BAR - TICKS_PER_STEP,
    pitch,
    velocity: level,
  }))
}

function lighter(pattern: readonly Stroke[], style: Style): readonly Stroke[] {
  if (style === 'piano')
    return pattern.filter(({ step }) => step % 8 === 0).map((stroke) => ({ ...stroke, length: 8 }))
  // Few strokes, held until the next: thin is not choppy.
  const strokes = pattern.slice(0, Math.max(1, Math.floor(pattern.length / 2)))
  return strokes.map((stroke, index) => ({
    ...stroke,
    length: (strokes[index + 1]?.step ?? 16) - stroke.step,
  }))
}

/** Up through the chord and down again, and over the octave where it runs out of tones. */
function toneAt(pitches: readonly number[], tone: number): number {
  const turn = 2 * pitches.length
  const place = tone % turn
  const upward = place <= pitches.length ? place : turn - place
  return (pitches[upward % pitches.length] ?? 60) + (upward >= pitches.length ? 12 : 0)
}

function held(): Stroke[] {
  return [{ step: 0, length: 16, accent: 0.8 }]
}

function struck(steps: readonly number[], length: number, accent = 0.85): Stroke[] {
  return steps.map((step, index) => ({ step, length, accent: index === 0 ? accent + 0.15 : accent }))
}

function broken(steps: readonly number[], length: number, accent: number): Stroke[] {
  return steps.map((step, tone) => ({ step, length, tone, accent: step % 8 === 0 ? accent + 0.15 : accent }))
}
