import type { Role } from './note.ts'
import type { Style } from './style.ts'

/** How loud, how far left or right and how far back one part stands. */
export interface Place {
  level: number
  /** −1 left to 1 right. */
  pan: number
  /** Share sent into the room. */
  room: number
  /** Share sent into the echo. */
  echo: number
}

/** Noise under the music: where it lies (hertz), how narrow, how loud, and by what share its colour drifts. */
export interface Air {
  frequency: number
  q: number
  level: number
  drift: number
}

/** How a style is mixed. */
export interface Mix {
  places: Record<Role | 'drums', Place>
  /** Seconds until the room is silent. */
  roomS: number
  /** The air that a style breathes; the others are clean. */
  air?: Air
  /** How far the music steps back under each kick: 0 not at all, 1 fully. */
  duck: number
  /** Brings the style near the target loudness: by hand; the trims do the rest. */
  gain: number
}

function place(level: number, pan: number, room: number, echo = 0): Place {
  return { level, pan, room, echo }
}

export const MIXES: Record<Style, Mix> = {
  ambient: {
    places: {
      chords: place(1.1, 0, 0.5),
      melody: place(0.95, 0.15, 0.6, 0.35),
      bass: place(0.2, 0, 0.1),
      texture: place(0.7, -0.3, 0.7, 0.3),
      drums: place(0.34, 0, 0.3),
    },
    air: { frequency: 1500, q: 0.6, level: 0.012, drift: 0.5 },
    roomS: 4,
    duck: 0,
    gain: 1.24,
  },
  piano: {
    places: {
      chords: place(0.85, -0.12, 0.3),
      melody: place(1.0, 0.12, 0.32),
      bass: place(0.4, -0.2, 0.22),
      texture: place(0.4, 0.2, 0.5),
      drums: place(0.34, 0, 0.2),
    },
    roomS: 2.6,
    duck: 0,
    gain: 2.09,
  },
  'lo-fi': {
    places: {
      chords: place(0.7, -0.15, 0.18),
      melody: place(0.6, 0.18, 0.25, 0.2),
      bass: place(0.34, 0, 0.02),
      texture: place(0.4, 0.35, 0.4, 0.25),
      drums: place(0.47, 0, 0.07),
    },
    air: { frequency: 3800, q: 0.5, level: 0.006, drift: 0.1 },
    roomS: 1.6,
    duck: 0.25,
    gain: 1.65,
  },
  downtempo: {
    places: {
      chords: place(0.7, 0.12, 0.25, 0.15),
      melody: place(0.6, -0.15, 0.3, 0.3),
      bass: place(0.35, 0, 0.02),
      texture: place(0.4, 0.25, 0.5),
      drums: place(0.5, 0, 0.1),
    },
    air: { frequency: 2600, q: 0.5, level: 0.004, drift: 0.3 },
    roomS: 2.2,
    duck: 0.2,
    gain: 1.63,
  },
  chillwave: {
    places: {
      chords: place(0.8, 0, 0.3),
      melody: place(0.55, 0.12, 0.3, 0.3),
      bass: place(0.29, 0, 0.02),
      texture: place(0.45, -0.3, 0.35, 0.3),
      drums: place(0.47, 0, 0.1),
    },
    roomS: 2.4,
    duck: 0.4,
    gain: 2.02,
  },
  synthwave: {
    places: {
      chords: place(0.75, 0, 0.3),
      melody: place(0.6, 0.1, 0.25, 0.3),
      bass: place(0.29, 0, 0.02),
      texture: place(0.45, -0.3, 0.25, 0.3),
      drums: place(0.53, 0, 0.12),
    },
    roomS: 2,
    duck: 0.25,
    gain: 1.88,
  },
  house: {
    places: {
      chords: place(0.7, 0.1, 0.2, 0.15),
      melody: place(0.6, -0.15, 0.2, 0.3),
      bass: place(0.29, 0, 0.01),
      texture: place(0.5, 0.25, 0.4),
      drums: place(0.57, 0, 0.05),
    },
    roomS: 1.6,
    duck: 0.55,
    gain: 1.68,
  },
  techno: {
    places: {
      chords: place(0.65, 0.15, 0.3, 0.3),
      melody: place(0.55, -0.2, 0.25, 0.35),
      bass: place(0.31, 0, 0.03),
      texture: place(0.45, 0.3, 0.25, 0.25),
      drums: place(0.6, 0, 0.06),
    },
    roomS: 1.8,
    duck: 0.5,
    gain: 1.61,
  },
}
