/** Gives the magnitudes of one window of sound, from 0 Hz to below half the rate; the array is the same one every time. */
export type Spectrum = (samples: Float32Array, start: number) => Float64Array

/**
 * Prepares a Fourier transform of `size` samples (a power of two) under a Hann window. Sound has no imaginary part, so even samples travel
 * as the real and odd ones as the imaginary part of half as many (Press et al., Numerical Recipes, 12.3). Tables are made once, because a
 * catalogue asks for millions of windows.
 */
export function createSpectrum(size: number): Spectrum {
  const half = size / 2
  const window = Float64Array.from(
    { length: size },
    (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size),
  )
  const { cosines, sines } = circle(size)
  const transform = createTransform(half)
  const real = new Float64Array(half)
  const imaginary = new Float64Array(half)
  const magnitudes = new Float64Array(half)
  return (samples, start) => {
    for (let index = 0; index < half; index += 1) {
      const even = 2 * index
      real[index] = (samples[start + even] ?? 0) * (window[even] ?? 0)
      imaginary[index] = (samples[start + even + 1] ?? 0) * (window[even + 1] ?? 0)
    }
    transform(real, imaginary)
    for (let bin = 0; bin < half; bin += 1) {
      const mirror = (half - bin) % half
      const evenReal = 0.5 * ((real[bin] ?? 0) + (real[mirror] ?? 0))
      const evenImaginary = 0.5 * ((imaginary[bin] ?? 0) - (imaginary[mirror] ?? 0))
      const oddReal = 0.5 * ((imaginary[bin] ?? 0) + (imaginary[mirror] ?? 0))
      const oddImaginary = 0.5 * ((real[mirror] ?? 0) - (real[bin] ?? 0))
      const cosine = cosines[bin] ?? 0
      const sine = sines[bin] ?? 0
      const sumReal = evenReal + cosine * oddReal - sine * oddImaginary
      const sumImaginary = evenImaginary + cosine * oddImaginary + sine * oddReal
      magnitudes[bin] = Math.sqrt(sumReal * sumReal + sumImaginary * sumImaginary)
    }
    return magnitudes
  }
}

/** The transform of complex numbers in place: radix 2, decimation in time (Cooley and Tukey 1965). */
function createTransform(size: number): (real: Float64Array, imaginary: Float64Array) => void {
  const { cosines, sines } = circle(size)
  const places = reversedPlaces(size)
  return (real, imaginary) => {
    places.forEach((place, index) => {
      if (place <= index) return
      swap(real, place, index)
      swap(imaginary, place, index)
    })
    for (let span = 1; span < size; span *= 2) {
      const stride = size / (2 * span)
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
}

/** Cosine and sine of half a turn clockwise, in `size` parts of a whole one. */
function circle(size: number): { cosines: Float64Array; sines: Float64Array } {
  const angles = Float64Array.from({ length: size / 2 }, (_, index) => (-2 * Math.PI * index) / size)
  return { cosines: angles.map((angle) => Math.cos(angle)), sines: angles.map((angle) => Math.sin(angle)) }
}

function swap(list: Float64Array, one: number, other: number): void {
  const kept = list[one] ?? 0
  list[one] = list[other] ?? 0
  list[other] = kept
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
