import { createRandom } from './random.ts'

/** Two seconds of white noise, always the same: the raw stuff of drums. */
export function noiseBuffer(context: BaseAudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, 2 * context.sampleRate, context.sampleRate)
  const random = createRandom(7)
  buffer.copyToChannel(
    Float32Array.from({ length: buffer.length }, () => 2 * random() - 1),
    0,
  )
  return buffer
}

/**
 * The echo of a room that does not exist: noise that dies away over `seconds` (to −60 dB) and grows duller as it does, after a
 * short soft onset. Stereo, so the room is wider than the players.
 */
export function roomBuffer(context: BaseAudioContext, seconds: number): AudioBuffer {
  const length = Math.ceil(seconds * context.sampleRate)
  const buffer = context.createBuffer(2, length, context.sampleRate)
  for (let channel = 0; channel < 2; channel += 1) {
    const random = createRandom(11 + channel)
    const samples = new Float32Array(length)
    let dull = 0
    for (let index = 0; index < length; index += 1) {
      const share = index / length
      const onset = Math.min(1, index / (0.012 * context.sampleRate))
      const openness = 0.6 * (1 - share) + 0.06
      dull += openness * (2 * random() - 1 - dull)
      samples[index] = dull * onset * Math.exp(-6.9 * share)
    }
    buffer.copyToChannel(samples, channel)
  }
  return buffer
}
