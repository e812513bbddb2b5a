import { pitchAt } from './harmony.ts'
import { type Bar, isRinging, type Piece, tickAt } from './piece.ts'
import { pick, streamOf } from './random.ts'
import type { Note } from './note.ts'
import type { Style } from './style.ts'
import { TICKS_PER_BAR, TICKS_PER_STEP } from './ticks.ts'

/** Sixteen steps: `r` root, `f` fifth, `o` octave, `-` still held, `.` silence. */
const FIGURES: Record<Style, readonly string[]> = {
  ambient: ['r---------------'],
  piano: ['r-------f-------', 'r-----------f---', 'r-----f---o-----'],
  'lo-fi': ['r----..r--f----.', 'r-----f-r-----..', 'r---.r--...o---.'],
  downtempo: ['r-----.....r-.f-', 'r--r----..r---..', 'r-------.....o--'],
  chillwave: ['r--r--o-r--r--f-', 'r---r-f---r----.'],
  synthwave: ['r-r-r-r-r-r-r-r-', 'r-o-r-o-r-o-r-f-', 'r-r-r-o-r-r-r-f-'],
  house: ['..r-..r-..r-.fo-', 'r-.r-.o-r-.r-.f-', '..r-.ro-..r-..f-'],
  techno: ['..rr..rr..rr..ro', '.rrr.rrr.rrr.rrf', '..r-..r-..r-..rr'],
}
const SPARSE = 'r-----------....'
/** Scale steps above the root of the chord. */
const INTERVALS: Partial<Record<string, number>> = { r: 0, f: 4, o: 7 }

/** The lowest pitch a bass plays: a speaker in a phone gives little below it. */
const LOWEST = 31

/** The bass: silent while the piece opens and rests, then the roots of the harmony in the style's own figure. */
export function writeBass(piece: Piece): Note[] {
  const { seed } = piece
  const random = streamOf(seed.number, 'bass')
  const figure = pick(FIGURES[seed.style], random)
  const answer = pick(FIGURES[seed.style], random)
  return piece.bars.flatMap((bar) => {
    if (isRinging(bar)) return bar.inPhrase === 2 ? [lastNote(piece, bar)] : []
    if (!sounds(bar)) return []
    return strokes(sparse(bar) ? SPARSE : bar.inPhrase === 3 ? answer : figure).map(
      ({ step, length, interval }) => ({
        at: tickAt(piece, bar, step),
        length: length * TICKS_PER_STEP - 3,
        pitch: pitchOf(piece, bar, interval),
        velocity: 78 + 14 * bar.intensity + (step === 0 ? 6 : 0) + 8 * (random() - 0.5),
      }),
    )
  })
}

function strokes(figure: string): { step: number; length: number; interval: number }[] {
  return Array.from(figure).flatMap((mark, step) => {
    const interval = INTERVALS[mark]
    if (interval === undefined) return []
    const held = /^-*/.exec(figure.slice(step + 1))?.[0].length ?? 0
    return [{ step, length: 1 + held, interval }]
  })
}

function sounds(bar: Bar): boolean {
  if (bar.section.name === 'beginning') return bar.phraseInSection > 0 || bar.inPhrase >= 2
  return bar.section.name !== 'rest' || bar.phraseInSection > 0
}

/** Long roots only: at the edges of the form the bass holds, it does not walk. */
function sparse(bar: Bar): boolean {
  return bar.section.name === 'beginning' || bar.section.name === 'rest' || bar.section.name === 'end'
}

/** The root within the octave above the lowest pitch, plus the interval in the key's own scale. */
function pitchOf(piece: Piece, bar: Bar, interval: number): number {
  const root = pitchAt(bar.chord.step, piece.key, LOWEST)
  return pitchAt(bar.chord.step + interval, piece.key, LOWEST) - (root >= LOWEST + 12 ? 12 : 0)
}

function lastNote(piece: Piece, bar: Bar): Note {
  return {
    at: bar.index * TICKS_PER_BAR,
    length: 2 * TICKS_PER_BAR - TICKS_PER_STEP,
    pitch: pitchAt(0, piece.key, LOWEST),
    velocity: 80,
  }
}
