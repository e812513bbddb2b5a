import { createRandom } from './random.ts'

/** A room that does not exist: what is played into `input` rings on at `output`. */
export interface Room {
  input: AudioNode
  output: AudioNode
  close(): void
}

/** How long the burst is that every sound becomes, and the lengths of the ring that it then goes round, in seconds: no two related. */
const BURST_S = 0.3
const FADE_S = 0.07
const RING_S = [0.211, 0.237, 0.223, 0.253] as const
/** Walls swallow the highs first. */
const DAMPING_HZ = 4200

/**
 * Opens a room that takes `seconds` to fall by 60 dB. A short burst of dying noise makes every sound dense at once; a ring of four delays
 * repeats the burst, each time softer and duller. It sounds like a convolution with the whole fading noise, at a quarter of its cost, which
 * is what lets a phone play it.
 */
export function openRoom(context: BaseAudioContext, seconds: number): Room {
  const burst = new ConvolverNode(context, { buffer: burstOf(context, seconds), disableNormalization: true })
  const output = new GainNode(context, { gain: 1 })
  const input = new GainNode(context, { gain: 1 })
  input.connect(burst).connect(output)
  const ring = RING_S.map((length) => {
    const delay = new DelayNode(context, { delayTime: length, maxDelayTime: length })
    const wall = new BiquadFilterNode(context, { type: 'lowpass', frequency: DAMPING_HZ, Q: -3 })
    const loss = new GainNode(context, { gain: decayAfter(length, seconds) })
    delay.connect(wall).connect(loss).connect(output)
    return { delay, loss }
  })
  ring.forEach(({ loss }, place) => {
    const next = ring[(place + 1) % ring.length]
    if (next) loss.connect(next.delay)
  })
  const [first] = ring
  if (first) burst.connect(first.delay)
  return {
    input,
    output,
    close() {
      for (const node of [input, burst, output, ...ring.map(({ loss }) => loss)]) node.disconnect()
    },
  }
}

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

/** The share of an amplitude that is left after `time` where it takes `seconds` to fall by 60 dB. */
function decayAfter(time: number, seconds: number): number {
  return 10 ** ((-3 * time) / seconds)
}

/** Stereo noise, each side its own, so the room is wider than the players; it fades in and out so that bursts overlap without a seam. */
function burstOf(context: BaseAudioContext, seconds: number): AudioBuffer {
  const rate = context.sampleRate
  const buffer = context.createBuffer(2, Math.ceil(BURST_S * rate), rate)
  for (let channel = 0; channel < 2; channel += 1) {
    const random = createRandom(11 + channel)
    const samples = new Float32Array(buffer.length)
    let dull = 0
    for (let index = 0; index < samples.length; index += 1) {
      const time = index / rate
      const edge = Math.min(1, time / 0.012, (BURST_S - time) / FADE_S)
      dull += 0.6 * (2 * random() - 1 - dull)
      samples[index] = BURST_LEVEL * dull * Math.sqrt(Math.max(0, edge)) * decayAfter(time, seconds)
    }
    buffer.copyToChannel(samples, channel)
  }
  return buffer
}

/** About the loudness that a normalised convolution would have. */
const BURST_LEVEL = 0.02
