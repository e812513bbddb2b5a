import { writeBass } from './bass.ts'
import { writeChords } from './chords.ts'
import { writeDrums } from './drums.ts'
import type { Section } from './form.ts'
import { writeMelody } from './melody.ts'
import type { Hit, Note, Role } from './note.ts'
import { planPiece } from './piece.ts'
import type { Style } from './style.ts'
import { writeTexture } from './texture.ts'
import { TICKS_PER_BAR } from './ticks.ts'
import type { TrackSeed } from './track-seed.ts'

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
