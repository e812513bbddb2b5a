import type { OnsetStrength } from './onsets.ts'

/** How far around the expected tempo it is looked for. */
const REGION = 0.08
const STEP_BPM = 0.1

/** The tempo near the expected one whose beats, bars and double bars the onsets repeat at best, in beats a minute. */
export function pulseOf({ values, framesPerSecond }: OnsetStrength, expected: number): number {
  // Slow attacks spread over frames and strong ones drown the rest: smooth, and press together.
  const pressed = values.map((_, frame) => {
    let near = 0
    for (let off = -2; off <= 2; off += 1) near += (values[frame + off] ?? 0) * (1 - Math.abs(off) / 3)
    return Math.sqrt(near)
  })
  const centre = pressed.reduce((sum, value) => sum + value, 0) / pressed.length
  const flat = pressed.map((value) => value - centre)
  let best = { tempo: 0, score: -Infinity }
  for (let tempo = expected * (1 - REGION); tempo <= expected * (1 + REGION); tempo += STEP_BPM) {
    const beat = (60 / tempo) * framesPerSecond
    let score = 0
    for (const beats of [1, 2, 4, 8]) score += agreement(flat, beats * beat)
    if (score > best.score) best = { tempo, score }
  }
  return best.tempo
}

/** How well a curve agrees with itself so many frames later; between frames it is interpolated. */
function agreement(curve: Float64Array, lag: number): number {
  const whole = Math.floor(lag)
  const part = lag - whole
  let sum = 0
  for (let frame = 0; frame + whole + 1 < curve.length; frame += 1) {
    sum +=
      (curve[frame] ?? 0) *
      ((curve[frame + whole] ?? 0) * (1 - part) + (curve[frame + whole + 1] ?? 0) * part)
  }
  return sum / Math.max(1, curve.length - whole)
}
