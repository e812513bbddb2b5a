import { centroidOf } from './brightness.ts'
import { clicksOf } from './clicks.ts'
import { loudnessOf } from './loudness.ts'
import { onsetRateOf, onsetStrengthOf } from './onsets.ts'
import { samplePeakOf, truePeakOf } from './peaks.ts'
import { pulseOf } from './pulse.ts'

/** What can be measured of a rendered stretch of sound. */
export interface Acoustics {
  /** Integrated loudness in LUFS. */
  loudness: number
  /** The largest sample, 0 to 1. */
  peak: number
  /** The largest value between samples, in dBTP. */
  truePeak: number
  /** The mean sample: 0 without a direct current. */
  offset: number
  /** Seconds at which the sound breaks. */
  clicks: number[]
  /** Mean spectral centroid in hertz. */
  centroid: number
  /** Onsets a second. */
  onsetRate: number
  /** Beats a minute that the onsets repeat at, in the region of the expected ones. */
  tempo: number
  /** The longest time in seconds below −60 dBFS. */
  silence: number
  /** dBFS every 100 ms. */
  levels: number[]
}

const SILENT_DB = -60

/** Measures stereo sound. `expectedTempo` only chooses the region (±8 %) in which the pulse is looked for. */
export function measure(channels: readonly Float32Array[], rate: number, expectedTempo: number): Acoustics {
  const mono = mixed(channels)
  const onsets = onsetStrengthOf(mono, rate)
  const levels = levelsOf(mono, rate)
  return {
    loudness: loudnessOf(channels, rate),
    peak: samplePeakOf(channels),
    truePeak: truePeakOf(channels),
    offset: mono.reduce((sum, sample) => sum + sample, 0) / mono.length,
    clicks: channels.flatMap((channel) => clicksOf(channel, rate)),
    centroid: centroidOf(mono, rate),
    onsetRate: onsetRateOf(onsets),
    tempo: pulseOf(onsets, expectedTempo),
    silence: longestSilence(levels),
    levels,
  }
}

function mixed(channels: readonly Float32Array[]): Float32Array {
  const [left, right] = channels
  if (!left) throw new RangeError('There is no sound to measure')
  return right ? left.map((sample, index) => (sample + (right[index] ?? 0)) / 2) : left
}

/** dBFS of every 100 ms. */
export function levelsOf(mono: Float32Array, rate: number): number[] {
  const size = Math.round(rate / 10)
  return Array.from({ length: Math.floor(mono.length / size) }, (_, frame) => {
    let power = 0
    for (let index = frame * size; index < (frame + 1) * size; index += 1) power += (mono[index] ?? 0) ** 2
    return Math.round(10 * (10 * Math.log10(power / size + 1e-10))) / 10
  })
}

function longestSilence(levels: readonly number[]): number {
  let longest = 0
  let now = 0
  for (const level of levels) {
    now = level < SILENT_DB ? now + 1 : 0
    longest = Math.max(longest, now)
  }
  return longest / 10
}
