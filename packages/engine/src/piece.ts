import { type MusicalKey, parseCamelot } from './camelot.ts'
import { formOf, PHRASE_BARS, type Section } from './form.ts'
import { type Chord, chordOn, progressionsOf } from './harmony.ts'
import { streamOf } from './random.ts'
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
  /** How much later every second sixteenth comes, in ticks. */
  swing: number
}

const INTENSITY = { beginning: 0.45, development: 0.75, rest: 0.35, return: 1, end: 0.4 } as const
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
        intensity: INTENSITY[section.name],
      }
    }),
  )
  return { seed, key, bars, energy: (seed.arousal + 1) / 2, swing: SWING[seed.style] }
}

/** The tick of a sixteenth (0 to 15) in a bar, with the piece's swing. */
export function tickAt(piece: Piece, bar: Bar, step: number): number {
  return bar.index * TICKS_PER_BAR + step * TICKS_PER_STEP + (step % 2 === 1 ? piece.swing : 0)
}

/** True in the last two bars, where the last chord rings. */
export function isRinging(bar: Bar): boolean {
  return bar.section.name === 'end' && bar.inPhrase >= 2
}
