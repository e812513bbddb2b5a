import { voiced } from './harmony.ts'
import { type Bar, isLight, isRinging, type Piece, tickAt } from './piece.ts'
import { pick, type Random, streamOf } from './random.ts'
import type { Note } from './note.ts'
import type { Style } from './style.ts'
import { TICKS_PER_BAR, TICKS_PER_STEP } from './ticks.ts'

/** What fills the air of a style: long high tones, far bells, or a running arpeggio. */
const KINDS: Record<Style, readonly ('veil' | 'bells' | 'runs')[]> = {
  ambient: ['bells'],
  piano: ['veil'],
  'lo-fi': ['bells', 'veil'],
  downtempo: ['veil', 'bells'],
  chillwave: ['runs', 'veil'],
  synthwave: ['runs'],
  house: ['veil', 'runs'],
  techno: ['runs'],
}
/** The orders in which an arpeggio goes through four tones. */
const ORDERS = [
  [0, 1, 2, 3],
  [0, 2, 1, 3],
  [3, 2, 1, 0],
  [0, 1, 3, 2],
] as const

/** The texture: what is heard around the music. It carries the opening and the rest, and thickens the return. */
export function writeTexture(piece: Piece): Note[] {
  const random = streamOf(piece.seed.number, 'texture')
  const kind = pick(KINDS[piece.seed.style], random)
  const order = pick(ORDERS, random)
  return piece.bars.flatMap((bar) => {
    if (isRinging(bar) || !sounds(bar)) return []
    switch (kind) {
      case 'veil':
        return veil(bar)
      case 'bells':
        return bells(piece, bar, random)
      case 'runs':
        return runs(piece, bar, order)
    }
  })
}

function sounds(bar: Bar): boolean {
  if (bar.section.name === 'development') return isLight(bar) || bar.phraseInSection % 2 === 1
  return bar.section.name !== 'end' || bar.inPhrase < 2
}

/** Two upper tones of the chord, held through the bar. */
function veil(bar: Bar): Note[] {
  return voiced(bar.chord, 74)
    .slice(-2)
    .map((pitch) => ({
      at: bar.index * TICKS_PER_BAR,
      length: TICKS_PER_BAR,
      pitch,
      velocity: 30 + 10 * bar.intensity,
    }))
}

/** One to three far tones of the chord, never on the first beat. */
function bells(piece: Piece, bar: Bar, random: Random): Note[] {
  const count = 1 + Math.floor(random() + 2 * piece.liveliness)
  const pitches = voiced(bar.chord, 81)
  return Array.from({ length: count }, () => ({
    at: tickAt(piece, bar, 2 + 2 * Math.floor(random() * 7)),
    length: 6 * TICKS_PER_STEP,
    pitch: pick(pitches, random),
    velocity: 40 + 14 * random() + 14 * piece.liveliness,
  }))
}

/** The chord in eighths, or in sixteenths where there is energy for it. */
function runs(piece: Piece, bar: Bar, order: readonly number[]): Note[] {
  const stride = piece.energy > 0.62 && !isLight(bar) ? 1 : 2
  const pitches = voiced(bar.chord, 67)
  const ladder = [...pitches, (pitches[0] ?? 60) + 12]
  return Array.from({ length: 16 / stride }, (_, index) => ({
    at: tickAt(piece, bar, index * stride),
    length: stride * TICKS_PER_STEP - 4,
    pitch: ladder[(order[index % 4] ?? 0) % ladder.length] ?? 60,
    velocity: (index % 4 === 0 ? 52 : 42) * (0.8 + 0.2 * bar.intensity) * (0.85 + 0.35 * piece.liveliness),
  }))
}
