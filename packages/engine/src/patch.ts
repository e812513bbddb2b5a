import type { Role } from './note.ts'
import type { Style } from './style.ts'

/** How an instrument is built from oscillators, one filter and one envelope. Times in seconds. */
export interface Patch {
  oscillators: readonly { wave: OscillatorType; ratio?: number; cents?: number; level: number }[]
  /** Bends the first oscillator: a sine at `ratio` times the pitch, whose depth (in pitches) dies away. */
  bend?: { ratio: number; depth: number; decay: number }
  attack: number
  decay: number
  /** Level that the decay settles on, 0 to 1. */
  sustain: number
  release: number
  /** Low-pass: it opens to `peak` times the pitch and closes to `rest` times it. */
  filter: { peak: number; rest: number; decay: number; resonance?: number }
  /** Slow trembling of the pitch in cents. */
  vibrato?: number
}

const piano: Patch = {
  oscillators: [
    { wave: 'triangle', cents: -2, level: 0.6 },
    { wave: 'sawtooth', cents: 2, level: 0.22 },
    { wave: 'sine', ratio: 2, cents: 1, level: 0.16 },
  ],
  attack: 0.004,
  decay: 1.6,
  sustain: 0.08,
  release: 0.35,
  filter: { peak: 11, rest: 3, decay: 0.5 },
}
const keys: Patch = {
  oscillators: [
    { wave: 'sine', level: 0.8 },
    { wave: 'sine', ratio: 2, cents: 3, level: 0.12 },
  ],
  bend: { ratio: 1, depth: 1.1, decay: 0.35 },
  attack: 0.006,
  decay: 1.4,
  sustain: 0.18,
  release: 0.3,
  filter: { peak: 8, rest: 4, decay: 0.6 },
  vibrato: 4,
}
const pad: Patch = {
  oscillators: [
    { wave: 'sawtooth', cents: -5, level: 0.3 },
    { wave: 'sawtooth', cents: 5, level: 0.3 },
    { wave: 'triangle', ratio: 0.5, level: 0.25 },
  ],
  attack: 0.35,
  decay: 1.5,
  sustain: 0.75,
  release: 0.7,
  filter: { peak: 7, rest: 4.5, decay: 1.2 },
}
/** Far softer than the pad: hardly any beating between its voices, so that it swells and does not flicker. */
const mist: Patch = {
  oscillators: [
    { wave: 'triangle', cents: -1.5, level: 0.5 },
    { wave: 'triangle', cents: 1.5, level: 0.5 },
    { wave: 'sine', ratio: 0.5, level: 0.25 },
  ],
  attack: 0.9,
  decay: 2,
  sustain: 0.8,
  release: 2.2,
  filter: { peak: 5, rest: 3.5, decay: 2 },
}
const glass: Patch = {
  oscillators: [
    { wave: 'sine', level: 0.7 },
    { wave: 'sine', ratio: 2, cents: 2, level: 0.14 },
  ],
  bend: { ratio: 3, depth: 0.9, decay: 0.5 },
  attack: 0.008,
  decay: 1.8,
  sustain: 0.05,
  release: 1.2,
  filter: { peak: 10, rest: 6, decay: 1 },
}
const veil: Patch = {
  oscillators: [
    { wave: 'triangle', cents: -2, level: 0.5 },
    { wave: 'triangle', cents: 2, level: 0.5 },
  ],
  attack: 0.6,
  decay: 1,
  sustain: 0.9,
  release: 0.9,
  filter: { peak: 4, rest: 3.5, decay: 1 },
}
const pluck: Patch = {
  oscillators: [
    { wave: 'sawtooth', cents: -4, level: 0.4 },
    { wave: 'square', cents: 5, level: 0.18 },
  ],
  attack: 0.004,
  decay: 0.28,
  sustain: 0.12,
  release: 0.18,
  filter: { peak: 9, rest: 1.8, decay: 0.14, resonance: 2 },
}
const stab: Patch = {
  oscillators: [
    { wave: 'sawtooth', cents: -7, level: 0.32 },
    { wave: 'sawtooth', cents: 7, level: 0.32 },
    { wave: 'sine', ratio: 0.5, level: 0.2 },
  ],
  attack: 0.005,
  decay: 0.3,
  sustain: 0.3,
  release: 0.14,
  filter: { peak: 7, rest: 2.5, decay: 0.16, resonance: 1.5 },
}
const lead: Patch = {
  oscillators: [
    { wave: 'sawtooth', cents: -5, level: 0.34 },
    { wave: 'triangle', cents: 4, level: 0.4 },
  ],
  attack: 0.025,
  decay: 0.5,
  sustain: 0.6,
  release: 0.2,
  filter: { peak: 6, rest: 3.4, decay: 0.35 },
  vibrato: 9,
}
const whistle: Patch = {
  oscillators: [
    { wave: 'triangle', level: 0.6 },
    { wave: 'sine', ratio: 2, level: 0.08 },
  ],
  attack: 0.03,
  decay: 0.6,
  sustain: 0.55,
  release: 0.25,
  filter: { peak: 5, rest: 3.5, decay: 0.4 },
  vibrato: 12,
}
const sub: Patch = {
  oscillators: [
    { wave: 'sine', level: 0.8 },
    { wave: 'triangle', cents: 2, level: 0.35 },
  ],
  attack: 0.012,
  decay: 0.9,
  sustain: 0.55,
  release: 0.12,
  filter: { peak: 6, rest: 4, decay: 0.3 },
}
const sawBass: Patch = {
  oscillators: [
    { wave: 'sawtooth', level: 0.42 },
    { wave: 'square', cents: 4, level: 0.18 },
    { wave: 'sine', level: 0.4 },
  ],
  attack: 0.006,
  decay: 0.35,
  sustain: 0.5,
  release: 0.08,
  filter: { peak: 12, rest: 4, decay: 0.16, resonance: 2 },
}

/** Who plays what. */
export const PATCHES: Record<Style, Record<Role, Patch>> = {
  ambient: { chords: mist, melody: glass, bass: sub, texture: glass },
  piano: { chords: piano, melody: piano, bass: piano, texture: veil },
  'lo-fi': { chords: keys, melody: whistle, bass: sub, texture: glass },
  downtempo: { chords: keys, melody: whistle, bass: sub, texture: veil },
  chillwave: { chords: pad, melody: lead, bass: sawBass, texture: pluck },
  synthwave: { chords: pad, melody: lead, bass: sawBass, texture: pluck },
  house: { chords: stab, melody: pluck, bass: sawBass, texture: veil },
  techno: { chords: stab, melody: pluck, bass: sawBass, texture: pluck },
}
