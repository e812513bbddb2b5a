import { type MusicalKey, parseCamelot } from './camelot.ts'
import { formOf, PHRASE_BARS, type Section, type SectionName } from './form.ts'
import { type Chord, chordOn, progressionsOf } from './harmony.ts'
import { streamOf } from './random.ts'
import { livelinessIn } from './style.ts'
import { TICKS_PER_BAR, TICKS_PER_STEP } from './ticks.ts'
import type { TrackSeed } from './track-seed.ts'

/** One bar of the plan that all parts are written on. */
export interface Bar {
  index: number
  section: Section
  /** Place in its phrase, 0 to 3. */
  inPhrase: number
  /** Counted through the piece. */
  phrase: number
  /** First phrase of its section is 0. */
  phraseInSection: number
  chord: Chord
  /** How full the music is here, 0 to 1. */
  intensity: number
}

/** The plan of a piece: form and harmony, before any part is written. */
export interface Piece {
  seed: TrackSeed
  key: MusicalKey
  bars: Bar[]
  /** Arousal from 0 to 1. */
  energy: number
  /** Arousal as the style knows it: 0 at its calmest, 1 at its liveliest. */
  liveliness: number
  /** How much later every second sixteenth comes, in ticks. */
  swing: number
}

/** How full each section is in its first phrase and in its last. */
const INTENSITY: Record<SectionName, readonly [number, number]> = {
  beginning: [0.36, 0.48],
  development: [0.6, 0.88],
  rest: [0.28, 0.36],
  return: [0.92, 1],
  end: [0.42, 0.42],
}
/** A development of so many phrases takes a breath on the way. */
const LONG_DEVELOPMENT = 5
/** Below this only hands play: no feet, long roots, few strokes. */
const LIGHT = 0.55
const SWING = {
  ambient: 0,
  piano: 0,
  'lo-fi': 7,
  downtempo: 5,
  chillwave: 3,
  synthwave: 0,
  house: 3,
  techno: 0,
} as const

/** Plans a piece: which bar belongs to which section and phrase, and which chord carries it. */
export function planPiece(seed: TrackSeed): Piece {
  const key = parseCamelot(seed.key)
  const { main, turned } = progressionsOf(
    { key, arousal: seed.arousal, style: seed.style },
    streamOf(seed.number, 'harmony'),
  )
  const bars = formOf(seed.bars).flatMap((section) =>
    Array.from({ length: section.bars }, (_, offset): Bar => {
      const index = section.startBar + offset
      const phraseInSection = Math.floor(offset / PHRASE_BARS)
      const inPhrase = offset % PHRASE_BARS
      // The return turns to the second progression every other phrase, which is what makes it news; the development hints at it.
      const turns =
        (section.name === 'return' && phraseInSection % 2 === 0) ||
        (section.name === 'development' && phraseInSection % 4 === 3)
      const chords = turns ? turned : main
      const settled = section.name === 'end' && inPhrase >= 2
      return {
        index,
        section,
        inPhrase,
        phrase: Math.floor(index / PHRASE_BARS),
        phraseInSection,
        chord: settled ? chordOn(0, key, 3) : (chords[inPhrase] ?? chordOn(0, key, 3)),
        intensity: intensityIn(section, phraseInSection),
      }
    }),
  )
  return {
    seed,
    key,
    bars,
    energy: (seed.arousal + 1) / 2,
    liveliness: livelinessIn(seed.style, seed.arousal),
    swing: SWING[seed.style],
  }
}

/** Fuller from phrase to phrase, but for one in which a long development holds its breath. */
function intensityIn({ name, bars }: Section, phrase: number): number {
  const phrases = bars / PHRASE_BARS
  const [first, last] = INTENSITY[name]
  const holdsBreath =
    name === 'development' && phrases >= LONG_DEVELOPMENT && phrase === Math.floor(phrases * 0.6)
  return holdsBreath ? 0.5 : first + ((last - first) * phrase) / Math.max(1, phrases - 1)
}

/** The tick of a sixteenth (0 to 15) in a bar, with the piece's swing. */
export function tickAt(piece: Piece, bar: Bar, step: number): number {
  return bar.index * TICKS_PER_BAR + step * TICKS_PER_STEP + (step % 2 === 1 ? piece.swing : 0)
}

/** True where the music is thin: at the edges of the form, in its rest, and where the development holds its breath. */
export function isLight(bar: Bar): boolean {
  return bar.intensity < LIGHT
}

/** True in the last two bars, where the last chord rings. */
export function isRinging(bar: Bar): boolean {
  return bar.section.name === 'end' && bar.inPhrase >= 2
}
