type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number]

/** Integrated loudness in LUFS of one or two channels (ITU-R BS.1770-4: K-weighting, blocks of 400 ms, gates at −70 LUFS and −10 LU). */
export function loudnessOf(channels: readonly Float32Array[], rate: number): number {
  const weighted = channels.map((channel) => kWeighted(channel, rate))
  const step = Math.round(0.1 * rate)
  const block = 4 * step
  const powers: number[] = []
  for (let from = 0; from + block <= (weighted[0]?.length ?? 0); from += step) {
    let power = 0
    for (const channel of weighted) {
      let sum = 0
      for (let index = from; index < from + block; index += 1) sum += (channel[index] ?? 0) ** 2
      power += sum / block
    }
    powers.push(power)
  }
  const audible = powers.filter((power) => levelOf(power) > -70)
  const gate = levelOf(mean(audible)) - 10
  return levelOf(mean(audible.filter((power) => levelOf(power) > gate)))
}

function levelOf(power: number): number {
  return -0.691 + 10 * Math.log10(power + 1e-12)
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, power) => sum + power, 0) / Math.max(1, list.length)
}

/** The two K-weighting filters, designed for any rate by the bilinear transform (De Man 2014). */
function kWeighted(samples: Float32Array, rate: number): Float64Array {
  return biquad(biquad(Float64Array.from(samples), shelf(rate)), highPass(rate))
}

function shelf(rate: number): Coefficients {
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
}

function highPass(rate: number): Coefficients {
  const k = Math.tan((Math.PI * 38.13547087613982) / rate)
  const q = 0.5003270373253953
  const a0 = 1 + k / q + k * k
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]
}

function biquad(input: Float64Array, [b0, b1, b2, a1, a2]: Coefficients): Float64Array {
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
