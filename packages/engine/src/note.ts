/** The pitched parts of a piece. */
export const ROLES = ['chords', 'melody', 'bass', 'texture'] as const
export type Role = (typeof ROLES)[number]

/** One note. Times are whole ticks from the start of the track. */
export interface Note {
  at: number
  length: number
  /** MIDI number: 60 is middle C. */
  pitch: number
  /** 1 to 127. */
  velocity: number
}

export const DRUMS = [
  'kick',
  'snare',
  'clap',
  'rim',
  'hat',
  'open-hat',
  'shaker',
  'tom',
  'crash',
  'rush',
] as const
export type Drum = (typeof DRUMS)[number]

/** One stroke of the drums. */
export interface Hit {
  at: number
  drum: Drum
  /** 1 to 127. */
  velocity: number
}
