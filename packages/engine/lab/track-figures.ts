import { ENGINE_VERSION } from '../src/engine-version.ts'
import { formOf, PHRASE_BARS } from '../src/form.ts'
import type { TrackSeed } from '../src/track-seed.ts'
import type { TrackAcoustics } from './render-track.ts'

/** How much of every track is rendered, in seconds. */
export const FIGURE_SECONDS = 20

/** What one line of the committed figures says of a track. */
export interface TrackFigures {
  id: string
  /** The engine's version that it was measured of. */
  engine: number
  style: string
  /** Of the seed. */
  valence: number
  arousal: number
  tempo: number
  /** Decibels that the track is trimmed by. */
  trimDb: number
  /** Integrated loudness. */
  lufs: number
  truePeakDb: number
  samplePeak: number
  /** Measured tempo against the seed's, in per cent. */
  tempoError: number
  centroidHz: number
  onsetsPerS: number
  clicks: number
  /** The longest silence in seconds. */
  silenceS: number
}

/** The columns of the committed file, in order, with how many decimals are kept of each. */
const DECIMALS = {
  id: null,
  engine: 0,
  style: null,
  valence: 3,
  arousal: 3,
  tempo: 0,
  trimDb: 1,
  lufs: 2,
  truePeakDb: 2,
  samplePeak: 3,
  tempoError: 2,
  centroidHz: 0,
  onsetsPerS: 2,
  clicks: 0,
  silenceS: 1,
} as const satisfies Record<keyof TrackFigures, number | null>

/** Where the measured stretch begins, in seconds: a third into the development, about as full as the track is on the whole. */
export function figureStart(seed: TrackSeed): number {
  const { startBar = 0, bars = 0 } = formOf(seed.bars).find(({ name }) => name === 'development') ?? {}
  const phrases = Math.floor(bars / PHRASE_BARS / 3)
  return ((startBar + phrases * PHRASE_BARS) * 240) / seed.tempo
}

/** The line of one track. */
export function figuresOf(seed: TrackSeed, heard: TrackAcoustics): TrackFigures {
  return {
    id: seed.id,
    engine: ENGINE_VERSION,
    style: seed.style,
    valence: seed.valence,
    arousal: seed.arousal,
    tempo: seed.tempo,
    trimDb: heard.trimDb,
    lufs: heard.loudness,
    truePeakDb: heard.truePeak,
    samplePeak: heard.peak,
    tempoError: 100 * (heard.tempo / seed.tempo - 1),
    centroidHz: heard.centroid,
    onsetsPerS: heard.onsetRate,
    clicks: heard.clicks.length,
    silenceS: heard.silence,
  }
}

/** The committed file: comma-separated, one line a track. */
export function toCsv(tracks: readonly TrackFigures[]): string {
  const lines = tracks.map((track) =>
    columns(track)
      .map(([name, value]) => (typeof value === 'number' ? written(value, DECIMALS[name] ?? 0) : value))
      .join(','),
  )
  return `${[Object.keys(DECIMALS).join(','), ...lines].join('\n')}\n`
}

/** Rounded, and 0 without a sign. */
function written(value: number, decimals: number): string {
  return (Number(value.toFixed(decimals)) + 0).toFixed(decimals)
}

function columns(track: TrackFigures): [keyof TrackFigures, string | number][] {
  const columns: [keyof TrackFigures, string | number][] = []
  for (const name in track) if (isColumn(name)) columns.push([name, track[name]])
  return columns
}

function isColumn(name: string): name is keyof TrackFigures {
  return name in DECIMALS
}

/** Reads the committed file. Throws where it does not have the columns of this engine. */
export function parseCsv(text: string): TrackFigures[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== Object.keys(DECIMALS).join(',')) throw new TypeError('The figures have other columns')
  return lines.map((line) => {
    const cells = line.split(',')
    const names = Object.keys(DECIMALS)
    const text = (name: keyof TrackFigures) => cells[names.indexOf(name)] ?? ''
    const number = (name: keyof TrackFigures) => Number(text(name))
    return {
      id: text('id'),
      engine: number('engine'),
      style: text('style'),
      valence: number('valence'),
      arousal: number('arousal'),
      tempo: number('tempo'),
      trimDb: number('trimDb'),
      lufs: number('lufs'),
      truePeakDb: number('truePeakDb'),
      samplePeak: number('samplePeak'),
      tempoError: number('tempoError'),
      centroidHz: number('centroidHz'),
      onsetsPerS: number('onsetsPerS'),
      clicks: number('clicks'),
      silenceS: number('silenceS'),
    }
  })
}
