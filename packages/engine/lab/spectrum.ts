/** Gives the magnitudes of one window of sound, from 0 Hz to half the rate; the array is the same one every time. */
export type Spectrum = (samples: Float32Array, start: number) => Float64Array

/**
 * Prepares a Fourier transform of `size` samples (a power of two) under a Hann window: iterative radix 2 (Cooley and Tukey 1965) with
 * its tables made once, because a catalogue asks for millions of windows.
 */
export function createSpectrum(size: number): Spectrum {
  const half = size / 2
  const window = Float64Array.from(
    { length: size },
    (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size),
  )
  const cosines = Float64Array.from({ length: half }, (_, index) => Math.cos((2 * Math.PI * index) / size))
  const sines = Float64Array.from({ length: half }, (_, index) => -Math.sin((2 * Math.PI * index) / size))
  const places = reversedPlaces(size)
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  const magnitudes = new Float64Array(half)

  const transform = () => {
    for (let span = 1; span < size; span *= 2) {
      const stride = half / span
      for (let block = 0; block < size; block += 2 * span) {
        for (let offset = 0; offset < span; offset += 1) {
          const cosine = cosines[offset * stride] ?? 0
          const sine = sines[offset * stride] ?? 0
          const upper = block + offset
          const lower = upper + span
          const turnedReal = cosine * (real[lower] ?? 0) - sine * (imaginary[lower] ?? 0)
          const turnedImaginary = cosine * (imaginary[lower] ?? 0) + sine * (real[lower] ?? 0)
          real[lower] = (real[upper] ?? 0) - turnedReal
          imaginary[lower] = (imaginary[upper] ?? 0) - turnedImaginary
          real[upper] = (real[upper] ?? 0) + turnedReal
          imaginary[upper] = (imaginary[upper] ?? 0) + turnedImaginary
        }
      }
    }
  }
  return (samples, start) => {
    imaginary.fill(0)
    for (let index = 0; index < size; index += 1) {
      real[places[index] ?? 0] = (samples[start + index] ?? 0) * (window[index] ?? 0)
    }
    transform()
    for (let bin = 0; bin < half; bin += 1) {
      magnitudes[bin] = Math.sqrt((real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2)
    }
    return magnitudes
  }
}

/** Where each sample goes before the first round: its index with the bits in reverse. */
function reversedPlaces(size: number): Uint32Array {
  const bits = Math.log2(size)
  return Uint32Array.from({ length: size }, (_, index) => {
    let reversed = 0
    for (let bit = 0; bit < bits; bit += 1) reversed |= ((index >> bit) & 1) << (bits - 1 - bit)
    return reversed
  })
}
