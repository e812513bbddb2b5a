import { pitchAt } from './harmony.ts'
import { type Bar, isLight, isRinging, type Piece, tickAt } from './piece.ts'
import { pickNear, streamOf } from './random.ts'
import type { Note } from './note.ts'
import type { Style } from './style.ts'
import { TICKS_PER_BAR, TICKS_PER_STEP } from './ticks.ts'

/** Calm to lively, sixteen steps each: `r` root, `f` fifth, `o` octave, `-` still held, `.` silence. */
const FIGURES: Record<Style, readonly string[]> = {
  ambient: ['r---------------'],
  piano: ['r-----------f---', 'r-------f-------', 'r-----f---o-----'],
  'lo-fi': ['r-------r-----..', 'r----..r--f----.', 'r---.r--..fo---.'],
  downtempo: ['r-------.....o--', 'r-----.....r-.f-', 'r--r----..r-..f-'],
  chillwave: ['r---r-----r----.', 'r---r-f---r---f-', 'r--r--o-r--r--f-'],
  synthwave: ['r---r---r---r-f-', 'r.r.r.r.r.r.r.f.', 'r.rrr.rrr.rrr.fo', 'r.ror.ror.ror.fo'],
  house: ['..r-..r-..r-..o-', '..r-.ro-..r-.fo-', 'r-.r-.o-r-.r-.f-'],
  techno: ['..r-..r-..r-..rr', '..rr..rr..rr..ro', '.rrr.rrr.rrr.rrf'],
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
  const figure = pickNear(FIGURES[seed.style], piece.liveliness, random)
  const answer = pickNear(FIGURES[seed.style], piece.liveliness + 0.3, random)
  return piece.bars.flatMap((bar) => {
    if (isRinging(bar)) return bar.inPhrase === 2 ? [lastNote(piece, bar)] : []
    if (!sounds(bar)) return []
    return strokes(isLight(bar) ? SPARSE : bar.inPhrase === 3 ? answer : figure).map(
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
