import { writeBass } from './bass.ts'
import { writeChords } from './chords.ts'
import { writeDrums } from './drums.ts'
import { writeMelody } from './melody.ts'
import type { Hit, Note, Role } from './note.ts'
import { PHRASE_BARS, type Section } from './form.ts'
import { isRinging, type Piece, planPiece } from './piece.ts'
import type { Style } from './style.ts'
import { writeTexture } from './texture.ts'
import { TICKS_PER_BAR } from './ticks.ts'
import type { TrackSeed } from './track-seed.ts'

/** A change of how full the music is. */
export interface Turn {
  at: number
  fullness: number
}

/** A whole piece: what to play and when. Whole numbers only (but the two coordinates), the same on every machine. */
export interface Score {
  id: string
  style: Style
  /** Beats a minute. */
  tempo: number
  /** Camelot. */
  key: string
  bars: number
  durationMs: number
  /** −1..1, from the seed: the renderer opens its filters by arousal and its room by calm. */
  valence: number
  arousal: number
  sections: Section[]
  /** Where the music becomes fuller or emptier: a tick, and how full it is from there on, in per cent. */
  turns: Turn[]
  /** Notes by role, ordered by time. */
  notes: Record<Role, Note[]>
  drums: Hit[]
}

/** Writes the piece that a track seed stands for. Pure: the same seed gives the same score on every machine. */
export function score(seed: TrackSeed): Score {
  const piece = planPiece(seed)
  const end = seed.bars * TICKS_PER_BAR
  const tidy = (notes: Note[]) =>
    notes
      .map((note) => ({
        ...note,
        at: Math.max(0, note.at),
        velocity: Math.min(127, Math.max(1, Math.round(note.velocity))),
      }))
      .map((note) => ({ ...note, length: Math.max(1, Math.min(note.length, end - note.at)) }))
      .sort((one, other) => one.at - other.at || one.pitch - other.pitch)
  return {
    id: seed.id,
    style: seed.style,
    tempo: seed.tempo,
    key: seed.key,
    bars: seed.bars,
    durationMs: seed.durationMs,
    valence: seed.valence,
    arousal: seed.arousal,
    sections: [...new Set(piece.bars.map(({ section }) => section))],
    turns: turnsOf(piece),
    notes: {
      chords: tidy(writeChords(piece)),
      melody: tidy(writeMelody(piece)),
      bass: tidy(writeBass(piece)),
      texture: tidy(writeTexture(piece)),
    },
    drums: writeDrums(piece)
      .map((hit) => ({ ...hit, velocity: Math.min(127, Math.max(1, Math.round(hit.velocity))) }))
      .sort((one, other) => one.at - other.at || (one.drum < other.drum ? -1 : 1)),
  }
}

/** One at every phrase, and a last one where the end dies away. */
function turnsOf({ bars }: Piece): Turn[] {
  return bars.flatMap((bar) => {
    const at = bar.index * TICKS_PER_BAR
    if (isRinging(bar)) return bar.inPhrase === 2 ? [{ at, fullness: 0 }] : []
    return bar.index % PHRASE_BARS === 0 ? [{ at, fullness: Math.round(100 * bar.intensity) }] : []
  })
}
