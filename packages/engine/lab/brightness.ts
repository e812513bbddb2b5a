import { createSpectrum } from './spectrum.ts'

const WINDOW = 2048
/** Windows softer than this (mean square) have no brightness worth counting. */
const LEAST_POWER = 1e-7

/** The spectral centroid in hertz: the mean frequency weighted by magnitude, of every window, averaged over the windows. */
export function centroidOf(mono: Float32Array, rate: number): number {
  const spectrum = createSpectrum(WINDOW)
  let sum = 0
  let windows = 0
  for (let start = 0; start + WINDOW <= mono.length; start += WINDOW) {
    const magnitudes = spectrum(mono, start)
    let weight = 0
    let weighted = 0
    let power = 0
    magnitudes.forEach((magnitude, bin) => {
      weight += magnitude
      weighted += magnitude * bin
      power += magnitude * magnitude
    })
    if (power / WINDOW ** 2 < LEAST_POWER) continue
    sum += ((weighted / weight) * rate) / WINDOW
    windows += 1
  }
  return windows === 0 ? 0 : sum / windows
}
