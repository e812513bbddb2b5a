/** What can be measured of a rendered stretch of sound. */
export interface Acoustics {
  /** The largest sample, 0 to 1. */
  peak: number
  /** Integrated loudness in LUFS (ITU-R BS.1770-4: K-weighting, gates at −70 and −10). */
  loudness: number
  /** The mean sample: 0 without a direct current. */
  offset: number
  /** The largest jump between neighbouring samples: a click is a jump. */
  jump: number
  /** Energy-weighted mean frequency in hertz. */
  centroid: number
  /** Beats a minute that the onsets repeat at, given where to look (octaves around it count as it). */
  tempo: number
  /** dBFS every 100 ms. */
  levels: number[]
}

const FRAME = 512

/** Measures stereo sound. `expectedTempo` only chooses the octave and the region (±8 %) in which the pulse is looked for. */
export function measure(channels: readonly Float32Array[], rate: number, expectedTempo: number): Acoustics {
  const mono = mixed(channels)
  const onsets = onsetStrength(mono)
  let peak = 0
  let jump = 0
  for (const channel of channels) {
    for (let index = 0; index < channel.length; index += 1) {
      peak = Math.max(peak, Math.abs(channel[index] ?? 0))
      if (index > 0) jump = Math.max(jump, Math.abs((channel[index] ?? 0) - (channel[index - 1] ?? 0)))
    }
  }
  return {
    peak,
    jump,
    loudness: loudness(channels, rate),
    offset: mono.reduce((sum, sample) => sum + sample, 0) / mono.length,
    centroid: centroid(mono, rate),
    tempo: pulse(onsets, rate / FRAME, expectedTempo),
    levels: levels(mono, rate),
  }
}

function mixed(channels: readonly Float32Array[]): Float32Array {
  const [left, right] = channels
  if (!left) throw new RangeError('There is no sound to measure')
  return right ? left.map((sample, index) => (sample + (right[index] ?? 0)) / 2) : left
}

function loudness(channels: readonly Float32Array[], rate: number): number {
  const weighted = channels.map((channel) => kWeighted(channel, rate))
  const block = Math.round(0.4 * rate)
  const powers: number[] = []
  for (let start = 0; start + block <= (weighted[0]?.length ?? 0); start += block / 4) {
    const from = Math.round(start)
    let power = 0
    for (const channel of weighted) {
      let sum = 0
      for (let index = from; index < from + block; index += 1) sum += (channel[index] ?? 0) ** 2
      power += sum / block
    }
    powers.push(power)
  }
  const level = (power: number) => -0.691 + 10 * Math.log10(power + 1e-12)
  const mean = (list: readonly number[]) =>
    list.reduce((sum, power) => sum + power, 0) / Math.max(1, list.length)
  const audible = powers.filter((power) => level(power) > -70)
  const gate = level(mean(audible)) - 10
  return level(mean(audible.filter((power) => level(power) > gate)))
}

/** The two K-weighting filters, designed for any rate by the bilinear transform (De Man 2014). */
function kWeighted(samples: Float32Array, rate: number): Float64Array {
  const shelf = (() => {
    const k = Math.tan((Math.PI * 1681.9744509555319) / rate)
    const q = 0.7071752369554193
    const vh = 10 ** (3.99984385397 / 20)
    const vb = vh ** 0.499666774155
    const a0 = 1 + k / q + k * k
    return [
      (vh + (vb * k) / q + k * k) / a0,
      (2 * (k * k - vh)) / a0,
      (vh - (vb * k) / q + k * k) / a0,
      (2 * (k * k - 1)) / a0,
      (1 - k / q + k * k) / a0,
    ]
  })()
  const high = (() => {
    const k = Math.tan((Math.PI * 38.13547087613982) / rate)
    const q = 0.5003270373253953
    const a0 = 1 + k / q + k * k
    return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]
  })()
  return biquad(biquad(Float64Array.from(samples), shelf), high)
}

function biquad(
  input: Float64Array,
  [b0 = 0, b1 = 0, b2 = 0, a1 = 0, a2 = 0]: readonly number[],
): Float64Array {
  const output = new Float64Array(input.length)
  let x1 = 0
  let x2 = 0
  let y1 = 0
  let y2 = 0
  for (let index = 0; index < input.length; index += 1) {
    const x = input[index] ?? 0
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
    output[index] = y
  }
  return output
}

/**
 * The energy-weighted mean frequency, without a Fourier transform: the mean square of the derivative over the mean square
 * gives the root mean square frequency, which rises and falls with brightness just the same.
 */
function centroid(mono: Float32Array, rate: number): number {
  let change = 0
  let power = 1e-12
  for (let index = 1; index < mono.length; index += 1) {
    change += ((mono[index] ?? 0) - (mono[index - 1] ?? 0)) ** 2
    power += (mono[index] ?? 0) ** 2
  }
  return (rate / (2 * Math.PI)) * Math.sqrt(change / power)
}

/** How much louder each frame is than the one before, in the lows and in the highs. */
function onsetStrength(mono: Float32Array): number[] {
  const frames = Math.floor(mono.length / FRAME)
  const strength: number[] = []
  let beforeLow = -12
  let beforeHigh = -12
  let smooth = 0
  for (let frame = 0; frame < frames; frame += 1) {
    let low = 0
    let high = 0
    for (let index = frame * FRAME; index < (frame + 1) * FRAME; index += 1) {
      const sample = mono[index] ?? 0
      smooth += 0.03 * (sample - smooth)
      low += smooth ** 2
      high += (sample - smooth) ** 2
    }
    const lowNow = Math.log10(low / FRAME + 1e-6)
    const highNow = Math.log10(high / FRAME + 1e-6)
    strength.push(Math.max(0, lowNow - beforeLow) + Math.max(0, highNow - beforeHigh))
    beforeLow = lowNow
    beforeHigh = highNow
  }
  strength[0] = 0
  return strength
}

/** The tempo near the expected one whose beats, bars and double bars the onsets repeat at best. */
function pulse(onsets: readonly number[], framesPerSecond: number, expected: number): number {
  // Slow attacks spread over frames and strong ones drown the rest: smooth, and press together.
  const pressed = onsets.map((_, frame) => {
    const near = [-2, -1, 0, 1, 2].map((off) => (onsets[frame + off] ?? 0) * (1 - Math.abs(off) / 3))
    return Math.sqrt(near.reduce((sum, value) => sum + value, 0))
  })
  const centre = pressed.reduce((sum, value) => sum + value, 0) / pressed.length
  const flat = pressed.map((value) => value - centre)
  const agreement = (lag: number) => {
    const whole = Math.floor(lag)
    const part = lag - whole
    let sum = 0
    for (let frame = 0; frame + whole + 1 < flat.length; frame += 1) {
      sum +=
        (flat[frame] ?? 0) * ((flat[frame + whole] ?? 0) * (1 - part) + (flat[frame + whole + 1] ?? 0) * part)
    }
    return sum / Math.max(1, flat.length - whole)
  }
  let best = { tempo: 0, score: -Infinity }
  for (let tempo = expected * 0.92; tempo <= expected * 1.08; tempo += 0.25) {
    const beat = (60 / tempo) * framesPerSecond
    const score = [1, 2, 4, 8].reduce((sum, beats) => sum + agreement(beats * beat), 0)
    if (score > best.score) best = { tempo, score }
  }
  return best.tempo
}

function levels(mono: Float32Array, rate: number): number[] {
  const size = Math.round(rate / 10)
  return Array.from({ length: Math.floor(mono.length / size) }, (_, frame) => {
    let power = 0
    for (let index = frame * size; index < (frame + 1) * size; index += 1) power += (mono[index] ?? 0) ** 2
    return Math.round(10 * (10 * Math.log10(power / size + 1e-10))) / 10
  })
}
