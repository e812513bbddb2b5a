const OVERSAMPLING = 4
/** Samples on either side that the interpolation looks at. */
const REACH = 12

/** The largest sample of all channels, 0 to 1 and beyond. */
export function samplePeakOf(channels: readonly Float32Array[]): number {
  let peak = 0
  for (const channel of channels) for (const sample of channel) peak = Math.max(peak, Math.abs(sample))
  return peak
}

/**
 * The true peak in dBTP: the largest value between the samples, at four times the rate, by a windowed sinc (ITU-R BS.1770-4, annex 2).
 * Only where samples come within half of the largest is it looked for: nothing farther below overshoots by 6 dB.
 */
export function truePeakOf(channels: readonly Float32Array[]): number {
  const samplePeak = samplePeakOf(channels)
  let peak = samplePeak
  for (const channel of channels) {
    for (let index = REACH; index + REACH < channel.length; index += 1) {
      if (Math.abs(channel[index] ?? 0) < samplePeak / 2) continue
      for (const taps of TAPS) {
        let value = 0
        for (let tap = 0; tap < 2 * REACH; tap += 1)
          value += (channel[index + tap - REACH + 1] ?? 0) * (taps[tap] ?? 0)
        peak = Math.max(peak, Math.abs(value))
      }
    }
  }
  return 20 * Math.log10(peak + 1e-9)
}

/** For each of the points between a sample and the next, the weights of the samples around it. */
const TAPS = Array.from({ length: OVERSAMPLING - 1 }, (_, phase) =>
  Float64Array.from({ length: 2 * REACH }, (__, tap) => {
    const distance = tap - REACH + 1 - (phase + 1) / OVERSAMPLING
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (REACH + 0.5))
    return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * window
  }),
)
