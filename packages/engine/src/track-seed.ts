import { mix, streamOf } from './random.ts'
import { type Style, styleAt } from './style.ts'
import { artistOf, titleOf } from './track-name.ts'

/** Everything that a built-in track's id stands for. */
export interface TrackSeed {
  /** `built-in:0001` and so on; the same for ever. */
  id: string
  /** The number that the id is made from, counted from 1. */
  number: number
  title: string
  artist: string
  style: Style
  /** −1..1, three decimals. */
  valence: number
  /** −1..1, three decimals. */
  arousal: number
  /** Beats a minute, whole. */
  tempo: number
  /** Camelot: B (major) from valence 0 up, A (minor) below. */
  key: string
  /** Bars of four beats. */
  bars: number
  /** Exactly `bars` at `tempo`, rounded to whole milliseconds; 60 000 to 180 000. */
  durationMs: number
}

/** How many built-in tracks there are. */
export const BUILT_IN_TRACK_COUNT = 640

/** Whole phrases of four bars keep every form symmetric. */
const PHRASE_BARS = 4
const BEATS_PER_BAR = 4
const ID = /^built-in:(\d{4})$/

/**
 * Derives a track from its number (1 to {@link BUILT_IN_TRACK_COUNT}); throws outside.
 *
 * 1. The point is the number's place in the R2 low-discrepancy sequence (Roberts 2018: steps of 1/ρ and 1/ρ², where
 *    ρ³ = ρ + 1), so that any first N tracks cover the whole plane evenly.
 * 2. Tempo is 98 + 40 · arousal with up to 4 BPM of chance: 54 to 142.
 * 3. The letter of the key is valence's sign; its step on the wheel is drawn.
 * 4. Style is drawn among those at home near the point; title and artist follow from style and point.
 * 5. The length is drawn between 80 and 160 s, then rounded to whole phrases of four bars.
 */
export function trackSeed(number: number): TrackSeed {
  if (!Number.isInteger(number) || number < 1 || number > BUILT_IN_TRACK_COUNT) {
    throw new RangeError(`There is no built-in track number ${number}`)
  }
  const random = streamOf(mix(number), 'track')
  const valence = coordinate(number, 0.7548776662466927)
  const arousal = coordinate(number, 0.5698402909980532)
  const tempo = Math.round(98 + 40 * arousal + 8 * (random() - 0.5))
  const key = `${1 + Math.floor(random() * 12)}${valence >= 0 ? 'B' : 'A'}`
  const style = styleAt(valence, arousal, random)
  const phraseS = (PHRASE_BARS * BEATS_PER_BAR * 60) / tempo
  const bars = PHRASE_BARS * Math.max(6, Math.round((80 + 80 * random()) / phraseS))
  return {
    id: `built-in:${String(number).padStart(4, '0')}`,
    number,
    title: titleOf({ number, valence, arousal }),
    artist: artistOf({ number, style }),
    style,
    valence,
    arousal,
    tempo,
    key,
    bars,
    durationMs: Math.round((bars * BEATS_PER_BAR * 60_000) / tempo),
  }
}

/** The track that an id stands for, or nothing where the id is not one of ours. */
export function trackSeedOf(id: string): TrackSeed | undefined {
  const number = Number(ID.exec(id)?.[1] ?? 0)
  return number >= 1 && number <= BUILT_IN_TRACK_COUNT ? trackSeed(number) : undefined
}

function coordinate(number: number, step: number): number {
  const share = (0.5 + number * step) % 1
  return Math.round((2 * share - 1) * 1000) / 1000
}
