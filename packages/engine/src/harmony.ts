import type { MusicalKey } from './camelot.ts'
import { pick, type Random } from './random.ts'
import type { Style } from './style.ts'

/** Semitones above the tonic, one octave. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
} as const

/** A chord of the key: its root as a scale step (0 is the tonic) and its tones as pitch classes, root first. */
export interface Chord {
  step: number
  tones: number[]
}

/** Four chords to a phrase, as scale steps; two sets a mode, the gentler first. Every phrase can follow every other. */
const PROGRESSIONS: Record<
  MusicalKey['mode'],
  Record<'gentle' | 'strong', readonly (readonly number[])[]>
> = {
  major: {
    gentle: [
      [0, 5, 3, 4],
      [3, 4, 2, 5],
      [0, 2, 5, 3],
      [1, 4, 0, 5],
      [0, 3, 0, 3],
      [3, 0, 1, 4],
    ],
    strong: [
      [0, 4, 5, 3],
      [5, 3, 0, 4],
      [3, 4, 5, 4],
      [0, 2, 3, 4],
      [3, 0, 4, 5],
      [0, 3, 5, 4],
    ],
  },
  minor: {
    gentle: [
      [0, 5, 2, 6],
      [0, 3, 5, 2],
      [5, 6, 0, 2],
      [0, 2, 5, 3],
      [3, 0, 5, 6],
      [0, 6, 5, 5],
    ],
    strong: [
      [0, 5, 3, 4],
      [0, 6, 5, 4],
      [0, 0, 5, 6],
      [0, 3, 0, 4],
      [0, 2, 6, 5],
      [5, 4, 0, 0],
    ],
  },
}

/** How many thirds are stacked on a root: 3 is a triad, 4 a seventh, 5 a ninth. */
const STACKS: Record<Style, number> = {
  ambient: 4,
  piano: 3,
  'lo-fi': 5,
  downtempo: 4,
  chillwave: 4,
  synthwave: 3,
  house: 4,
  techno: 3,
}

/** The two progressions that a piece lives on: one for most of it, one for its return. They differ. */
export function progressionsOf(
  { key, arousal, style }: { key: MusicalKey; arousal: number; style: Style },
  random: Random,
): { main: Chord[]; turned: Chord[] } {
  const set = PROGRESSIONS[key.mode][arousal < 0 ? 'gentle' : 'strong']
  const main = pick(set, random)
  const turned = pick(
    set.filter((steps) => steps !== main),
    random,
  )
  const spelled = (steps: readonly number[]) => steps.map((step) => chordOn(step, key, STACKS[style]))
  return { main: spelled(main), turned: spelled(turned) }
}

/** The chord on a step of the key's scale, `stack` thirds high; a plain diminished fifth is left out. */
export function chordOn(step: number, key: MusicalKey, stack: number): Chord {
  const scale = SCALES[key.mode]
  const tones = Array.from({ length: stack }, (_, third) => {
    const degree = (step + 2 * third) % 7
    return (key.tonic + (scale[degree] ?? 0)) % 12
  })
  return { step, tones }
}

/** Below this, close tones turn to mud. */
const LOWEST_INNER = 48

/**
 * Places a chord's tones around a middle pitch, each as near to it as it can be and no two on one pitch, low to high. Rich chords
 * leave their root to the bass and open up: the second tone from the top drops an octave where that is not too low.
 */
export function voiced(chord: Chord, middle: number): number[] {
  const rich = chord.tones.length > 3
  const pitches = chord.tones.slice(chord.tones.length > 4 ? 1 : 0).map((tone) => {
    const distance = (((tone - middle) % 12) + 12) % 12
    return middle + (distance > 6 ? distance - 12 : distance)
  })
  const close = [...new Set(pitches)].sort((one, other) => one - other)
  const second = close.at(-2)
  if (!rich || second === undefined || second - 12 < LOWEST_INNER) return close
  return [second - 12, ...close.filter((pitch) => pitch !== second)]
}

/** The pitch at a scale step counted from the tonic nearest above `base`; steps may be negative or beyond an octave. */
export function pitchAt(step: number, key: MusicalKey, base: number): number {
  const octave = Math.floor(step / 7)
  const offset = SCALES[key.mode][step - 7 * octave] ?? 0
  const tonic = base + ((((key.tonic - base) % 12) + 12) % 12)
  return tonic + 12 * octave + offset
}
