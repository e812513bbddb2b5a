import { pick, pickWeighted, type Random } from './random.ts'

/** A note of a motif: place and length in sixteenths from the motif's start, height in scale steps from its first note. */
export interface MotifNote {
  step: number
  length: number
  height: number
}

/** Two bars long. */
export const MOTIF_STEPS = 32
/** The last steps of a motif stay free, so that the line breathes. */
const BREATH_STEPS = 5

/** Invents a motif: few long notes when there is little energy, more and shorter ones as it grows. `energy` is 0 to 1. */
export function inventMotif(energy: number, random: Random): MotifNote[] {
  const count = Math.round(3 + 7 * energy + 2 * (random() - 0.5))
  const onsets = inventOnsets(count, energy, random)
  let height = 0
  let leap = 0
  return onsets.map((step, index) => {
    if (index > 0) {
      // After a leap the line steps back, as singers do.
      const move: number = Math.abs(leap) > 2 ? -Math.sign(leap) : inventMove(height, random)
      leap = move
      height += move
    }
    const next = onsets[index + 1] ?? MOTIF_STEPS - BREATH_STEPS + 2
    return { step, length: Math.max(1, Math.min(next - step, 10)), height }
  })
}

/** Says the motif again, otherwise: `turn` picks how. The rhythm stays, so the ear knows it. */
export function varied(
  motif: readonly MotifNote[],
  turn: 'plain' | 'answer' | 'mirror' | 'thin',
): MotifNote[] {
  switch (turn) {
    case 'plain':
      return [...motif]
    case 'answer':
      return motif.map((note) => (note.step >= MOTIF_STEPS / 2 ? { ...note, height: note.height - 2 } : note))
    case 'mirror':
      return motif.map((note) => (note.step >= MOTIF_STEPS / 2 ? { ...note, height: -note.height } : note))
    case 'thin':
      return motif.filter((_, index) => index % 2 === 0).map((note) => ({ ...note, length: note.length + 2 }))
  }
}

function inventOnsets(count: number, energy: number, random: Random): number[] {
  const open = Array.from({ length: MOTIF_STEPS - BREATH_STEPS }, (_, step) => step)
  const chosen = new Set<number>([pick([0, 0, 2, 4], random)])
  while (chosen.size < count) {
    const rest = open.filter((step) => !chosen.has(step))
    chosen.add(pickWeighted(rest, (step) => onsetWeight(step, energy), random))
  }
  return [...chosen].sort((one, other) => one - other)
}

function onsetWeight(step: number, energy: number): number {
  if (step % 4 === 0) return 4
  if (step % 2 === 0) return 2.5
  return 1.6 * energy * energy
}

function inventMove(height: number, random: Random): number {
  const moves = [-4, -2, -1, -1, 0, 1, 1, 2, 4]
  // The farther from where it began, the likelier the way back.
  return pickWeighted(
    moves,
    (move) => (Math.abs(move) === 4 ? 0.35 : 1) / (1 + Math.abs(height + move) * 0.35),
    random,
  )
}
