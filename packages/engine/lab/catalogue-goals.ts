import type { Figures, Goal } from '@mooddj/dj/bench/rows'
import { STYLES } from '../src/style.ts'
import { TARGET_LUFS } from '../src/trim.ts'
import { rankCorrelation } from './rank-correlation.ts'
import type { TrackFigures } from './track-figures.ts'

const atLeast = (floor: number, aim: number) => ({ floor, aim, better: 'more' }) as const
const atMost = (floor: number, aim: number) => ({ floor, aim, better: 'less' }) as const

/** What `dj bench catalogue` says of all tracks together, in the order of its table. */
export const CATALOGUE_GOALS = {
  tracks: { title: 'tracks measured', unit: '' },
  'loudness-off-most': {
    title: `loudness: farthest from ${TARGET_LUFS} LUFS`,
    unit: 'LU',
    held: atMost(2, 1),
  },
  'true-peak-most': { title: 'true peak: highest', unit: 'dBTP', held: atMost(0, -1) },
  'tempo-off-most': { title: 'tempo: farthest from the seed’s', unit: '%', held: atMost(2, 1) },
  clicks: { title: 'clicks', unit: '', held: atMost(0, 0) },
  'silence-longest': { title: 'longest silence', unit: 's', held: atMost(1, 0.3) },
  'brightness-with-arousal': {
    title: 'brightness with arousal, rank correlation',
    unit: '',
    held: atLeast(0.8, 0.9),
  },
  'onsets-with-arousal': {
    title: 'onset rate with arousal, rank correlation',
    unit: '',
    held: atLeast(0.8, 0.9),
  },
  'brightness-with-arousal-least': {
    title: '  brightness, within the worst style',
    unit: '',
    held: atLeast(0.5, 0.7),
  },
  'onsets-with-arousal-least': {
    title: '  onset rate, within the worst style',
    unit: '',
    held: atLeast(0.3, 0.6),
  },
  'cpu-share-mean': {
    title: 'processor time for a second of sound, mean of the styles',
    unit: 's',
    held: atMost(0.2, 0.1),
  },
  'cpu-share-most': { title: '  in the dearest style', unit: 's', held: atMost(0.3, 0.15) },
} as const satisfies Record<string, Goal>
export type CatalogueName = keyof typeof CATALOGUE_GOALS

/** With fewer tracks than this a rank correlation says nothing. */
const LEAST_TO_CORRELATE = 6

/** Sums the tracks up. `cpuShares` has the processor seconds that a second of sound took, for some tracks. */
export function catalogueFigures(
  tracks: readonly TrackFigures[],
  cpuShares: readonly number[],
): Figures<CatalogueName> {
  const most = (valueOf: (track: TrackFigures) => number) => Math.max(...tracks.map(valueOf))
  const withArousal = (some: readonly TrackFigures[], valueOf: (track: TrackFigures) => number) =>
    some.length < LEAST_TO_CORRELATE
      ? undefined
      : rankCorrelation(
          some.map(({ arousal }) => arousal),
          some.map(valueOf),
        )
  const few = { reason: 'too few tracks' }
  const untold = { reason: 'this machine does not tell processor times' }
  const within = (valueOf: (track: TrackFigures) => number) => {
    const all = STYLES.flatMap(
      (style) =>
        withArousal(
          tracks.filter((track) => track.style === style),
          valueOf,
        ) ?? [],
    )
    return all.length === STYLES.length ? Math.min(...all) : few
  }
  const centroid = ({ centroidHz }: TrackFigures) => centroidHz
  const onsets = ({ onsetsPerS }: TrackFigures) => onsetsPerS
  return {
    tracks: tracks.length,
    'loudness-off-most': most(({ lufs }) => Math.abs(lufs - TARGET_LUFS)),
    'true-peak-most': most(({ truePeakDb }) => truePeakDb),
    'tempo-off-most': most(({ tempoError }) => Math.abs(tempoError)),
    clicks: tracks.reduce((sum, { clicks }) => sum + clicks, 0),
    'silence-longest': most(({ silenceS }) => silenceS),
    'brightness-with-arousal': withArousal(tracks, centroid) ?? few,
    'onsets-with-arousal': withArousal(tracks, onsets) ?? few,
    'brightness-with-arousal-least': within(centroid),
    'onsets-with-arousal-least': within(onsets),
    'cpu-share-mean':
      cpuShares.length > 0 ? cpuShares.reduce((sum, share) => sum + share, 0) / cpuShares.length : untold,
    'cpu-share-most': cpuShares.length > 0 ? Math.max(...cpuShares) : untold,
  }
}
