import type { Affect } from '@mooddj/shared/affect'

/** Columns of the wave from one edge to the other. */
export const COLUMNS = 64
/** The lowest bins hold no note, and those of the upper half little that could be seen. */
const LOWEST_BIN = 3
const HEARD_SHARE = 0.22
/** How much of the way to a new level is gone at each frame: up at once, down softly. */
const RISE = 0.6
const FALL = 0.16

/** Moves the levels, 0 to 1, towards a spectrum: low notes in the middle, high ones at both edges. Writes into `levels` only. */
export function followSpectrum(levels: Float32Array, bins: Uint8Array): void {
  const half = levels.length / 2
  const highest = Math.ceil(bins.length * HEARD_SHARE)
  const heard = highest - LOWEST_BIN
  for (let column = 0; column < half; column += 1) {
    // Columns widen towards the high notes, as hearing does, and lift them, as they carry less.
    const place = column / half
    const from = LOWEST_BIN + Math.floor(heard * place ** 2)
    const to = Math.max(from + 1, LOWEST_BIN + Math.floor(heard * ((column + 1) / half) ** 2))
    let loudest = 0
    for (let bin = from; bin < to; bin += 1) loudest = Math.max(loudest, bins[bin] ?? 0)
    const level = Math.min(1, Math.sqrt(loudest / 255) * (0.7 + 0.6 * place))
    approach(levels, half + column, level)
    approach(levels, half - 1 - column, level)
  }
}

/** Moves the levels towards the playlist's own curve of energy; gives whether any still had to move. */
export function followCurve(levels: Float32Array, curve: Float32Array): boolean {
  let moved = false
  for (let column = 0; column < levels.length; column += 1) {
    const goal = curve[column] ?? 0
    if (Math.abs(goal - (levels[column] ?? 0)) < 0.004) levels[column] = goal
    else {
      approach(levels, column, goal)
      moved = true
    }
  }
  return moved
}

/** The energy of a playlist from its first track to its last, one level a column: what the wave looks like while nothing plays. */
export function energyCurve(tracks: readonly Affect[]): Float32Array {
  const curve = new Float32Array(COLUMNS)
  for (let column = 0; column < COLUMNS; column += 1) {
    const place = (column / (COLUMNS - 1)) * (tracks.length - 1)
    const before = tracks[Math.floor(place)]?.arousal ?? 0
    const after = tracks[Math.ceil(place)]?.arousal ?? before
    const share = (1 - Math.cos(Math.PI * (place % 1))) / 2
    curve[column] = 0.22 + 0.3 * (before + (after - before) * share + 1)
  }
  return curve
}

/** Strongest on the beat, gone before the next; 0 where there is none. `beat` counts beats since the track began. */
export function pulseOf(beat: number | undefined): number {
  return beat === undefined ? 0 : (1 - (beat % 1)) ** 3
}

/** How far the wave reaches for a track's arousal, as a share of the room there is. */
export function reachOf({ arousal }: Affect): number {
  return 0.8 + 0.15 * arousal
}

function approach(levels: Float32Array, column: number, goal: number): void {
  const level = levels[column] ?? 0
  levels[column] = level + (goal - level) * (goal > level ? RISE : FALL)
}
