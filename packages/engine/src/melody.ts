import { pitchAt } from './harmony.ts'
import { inventMotif, MOTIF_STEPS, type MotifNote, varied } from './motif.ts'
import type { Note } from './note.ts'
import { type Bar, isRinging, type Piece, tickAt } from './piece.ts'
import { pick, type Random, streamOf } from './random.ts'
import { TICKS_PER_STEP } from './ticks.ts'

/** How far the line may stray from its middle, in semitones. */
const SPAN = 9

/** The melody: one motif and a second for the return, said, answered, varied and left out, so that it is missed. */
export function writeMelody(piece: Piece): Note[] {
  const { seed, energy } = piece
  const random = streamOf(seed.number, 'melody')
  const pace = seed.style === 'ambient' ? 0.35 * piece.liveliness : energy
  const motif = inventMotif(pace, random)
  const second = inventMotif(Math.min(1, pace + 0.1), random)
  const middle = 69 + Math.round(4 * seed.valence + 2 * seed.arousal)
  return piece.bars.flatMap((bar) => {
    if (bar.inPhrase % 2 !== 0 || !speaks(bar)) return []
    return say(piece, bar, { motif: chooseMotif(bar, motif, second, random), middle, random })
  })
}

/** The line waits while the piece opens, and is silent in every fourth phrase, and in the second half of a rest. */
function speaks(bar: Bar): boolean {
  switch (bar.section.name) {
    case 'beginning':
      return bar.inPhrase === 2
    case 'development':
    case 'return':
      return bar.phraseInSection % 4 !== 2 || bar.inPhrase === 0
    case 'rest':
      return bar.inPhrase === 0
    case 'end':
      return true
  }
}

function chooseMotif(
  bar: Bar,
  motif: readonly MotifNote[],
  second: readonly MotifNote[],
  random: Random,
): MotifNote[] {
  const source = bar.section.name === 'return' && bar.phraseInSection % 2 === 0 ? second : motif
  if (bar.section.name === 'rest' || bar.section.name === 'end') return varied(motif, 'thin')
  return varied(source, bar.inPhrase === 0 ? 'plain' : pick(['answer', 'mirror', 'plain'], random))
}

function say(
  piece: Piece,
  start: Bar,
  { motif, middle, random }: { motif: readonly MotifNote[]; middle: number; random: Random },
): Note[] {
  if (isRinging(start)) return [lastNote(piece, start, middle)]
  const anchor =
    anchorStep(piece, start, middle) +
    (start.section.name === 'return' && start.phraseInSection % 3 === 1 ? 2 : 0)
  return motif.flatMap((note, index) => {
    const bar = piece.bars[start.index + Math.floor(note.step / 16)]
    if (!bar) return []
    const last = index === motif.length - 1
    const strong = note.step % 8 === 0 || note.length >= 4 || last
    const step = anchor + note.height
    const pitch = withinSpan(
      strong ? chordTone(piece, bar, step, middle) : pitchAt(step, piece.key, middle - 6),
      middle,
    )
    return [
      {
        at: tickAt(piece, bar, note.step % (MOTIF_STEPS / 2)) + Math.round(3 * random()),
        length: (last ? note.length + 3 : note.length) * TICKS_PER_STEP - 4,
        pitch,
        velocity:
          (start.section.name === 'rest' ? 58 : 72) +
          12 * bar.intensity +
          (note.step % 8 === 0 ? 6 : 0) +
          10 * (random() - 0.5),
      },
    ]
  })
}

/** The scale step, near the middle of the range, on which the bar's chord has a tone: where a motif begins. */
function anchorStep(piece: Piece, bar: Bar, middle: number): number {
  const triad = bar.chord.tones.slice(0, 3)
  const fromMiddle = (step: number) => Math.abs(pitchAt(step, piece.key, middle - 6) - middle)
  const steps = [-3, -2, -1, 0, 1, 2, 3, 4].filter((step) =>
    triad.includes(pitchAt(step, piece.key, middle - 6) % 12),
  )
  return steps.sort((one, other) => fromMiddle(one) - fromMiddle(other))[0] ?? 0
}

/** The tone of the bar's chord nearest to a scale step. Weight falls on what agrees with the harmony. */
function chordTone(piece: Piece, bar: Bar, step: number, middle: number): number {
  const wish = pitchAt(step, piece.key, middle - 6)
  const triad = bar.chord.tones.slice(0, 3)
  for (let distance = 0; distance < 12; distance += 1) {
    for (const pitch of [wish + distance, wish - distance]) {
      if (triad.includes(((pitch % 12) + 12) % 12)) return pitch
    }
  }
  return wish
}

/** Folds a pitch by octaves towards the middle. */
function withinSpan(pitch: number, middle: number): number {
  let folded = pitch
  while (folded > middle + SPAN) folded -= 12
  while (folded < middle - SPAN) folded += 12
  return folded
}

/** The piece ends on its tonic. */
function lastNote(piece: Piece, bar: Bar, middle: number): Note {
  return {
    at: tickAt(piece, bar, 2),
    length: 24 * TICKS_PER_STEP,
    pitch: withinSpan(pitchAt(0, piece.key, middle - 6), middle),
    velocity: 62,
  }
}
