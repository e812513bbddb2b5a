/** Seconds around a jump in which nothing else may be nearly as sharp. */
const ALONE_S = 0.025
/** What belongs to the jump itself, in samples. */
const OWN = 16
const TIMES_SHARPER = 4
/** Below this (of full scale) nobody hears it. */
const LEAST = 0.015

/**
 * The moments, in seconds, at which sound breaks: the second difference is over four times as large as any other within 25 ms before and
 * after. A stroke of a drum is sharp for longer, and a sawtooth breaks once in every period, so neither counts.
 */
export function clicksOf(samples: Float32Array, rate: number): number[] {
  const bend = new Float32Array(samples.length)
  for (let index = 1; index + 1 < samples.length; index += 1) {
    bend[index] = Math.abs((samples[index + 1] ?? 0) - 2 * (samples[index] ?? 0) + (samples[index - 1] ?? 0))
  }
  const reach = Math.round(ALONE_S * rate)
  const clicks: number[] = []
  for (let index = reach; index + reach < bend.length; index += 1) {
    const own = bend[index] ?? 0
    if (own < LEAST || !isAlone(bend, index, { own, reach })) continue
    clicks.push(index / rate)
    index += reach
  }
  return clicks
}

function isAlone(bend: Float32Array, index: number, { own, reach }: { own: number; reach: number }): boolean {
  const most = own / TIMES_SHARPER
  for (let distance = OWN; distance <= reach; distance += 1) {
    if ((bend[index - distance] ?? 0) > most || (bend[index + distance] ?? 0) > most) return false
  }
  return true
}
