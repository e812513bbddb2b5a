import type { Patch } from './patch.ts'

/** One note as sound: when (context time), how long, how high, how loud. */
export interface Tone {
  /** Seconds of context time. */
  time: number
  /** Seconds until the key is let go. */
  duration: number
  /** Hertz. */
  frequency: number
  /** 0 to 1. */
  level: number
  /** Multiplies the filter's openings: 1 is as the patch says. */
  brightness: number
}

const LEAST_CUTOFF = 120
const MOST_CUTOFF = 14_000
/** An exponential approach is below −60 dB after seven time constants. */
const SILENT_AFTER = 7

/** Plays one note of a patch into `output`; every node frees itself when the note has died away. */
export function playTone(context: BaseAudioContext, output: AudioNode, patch: Patch, tone: Tone): void {
  const { time } = tone
  const released = time + Math.max(tone.duration, patch.attack + 0.01)
  const silent = released + (patch.release / 5) * SILENT_AFTER
  const amplifier = envelope(context, patch, { time, released, level: tone.level })
  const filter = lowPass(context, patch, tone)
  filter.connect(amplifier)
  amplifier.connect(output)
  const sources = patch.oscillators.map(({ wave, ratio = 1, cents = 0, level }) => {
    const oscillator = new OscillatorNode(context, {
      type: wave,
      frequency: tone.frequency * ratio,
      detune: cents,
    })
    const gain = new GainNode(context, { gain: level })
    oscillator.connect(gain).connect(filter)
    return oscillator
  })
  const helpers = [...bend(context, patch, tone, sources), ...vibrato(context, patch, tone, sources)]
  for (const source of [...sources, ...helpers]) {
    source.start(time)
    source.stop(silent)
  }
  const first = sources[0]
  if (first) first.onended = () => amplifier.disconnect()
}

function envelope(
  context: BaseAudioContext,
  patch: Patch,
  { time, released, level }: { time: number; released: number; level: number },
): GainNode {
  const node = new GainNode(context, { gain: 0 })
  node.gain.setValueAtTime(0, time)
  node.gain.linearRampToValueAtTime(level, time + patch.attack)
  node.gain.setTargetAtTime(level * patch.sustain, time + patch.attack, patch.decay / 3)
  node.gain.setTargetAtTime(0, released, patch.release / 5)
  return node
}

function lowPass(
  context: BaseAudioContext,
  patch: Patch,
  { time, frequency, brightness, level }: Tone,
): BiquadFilterNode {
  const { peak, rest, decay, resonance = 0.7 } = patch.filter
  const cutoff = (pitches: number) =>
    Math.min(MOST_CUTOFF, Math.max(LEAST_CUTOFF, frequency * pitches * brightness))
  const filter = new BiquadFilterNode(context, { type: 'lowpass', Q: resonance, frequency: cutoff(peak) })
  // Reckoned once a block, not once a sample: nobody hears it in a low-pass, and it halves the work.
  filter.frequency.automationRate = 'k-rate'
  // A harder stroke is a brighter one.
  filter.frequency.setValueAtTime(cutoff(rest + (peak - rest) * (0.6 + 0.4 * Math.min(1, level * 2))), time)
  filter.frequency.setTargetAtTime(cutoff(rest), time + patch.attack, decay)
  return filter
}

function bend(
  context: BaseAudioContext,
  patch: Patch,
  tone: Tone,
  [carrier]: readonly OscillatorNode[],
): OscillatorNode[] {
  if (!patch.bend || !carrier) return []
  const { ratio, depth, decay } = patch.bend
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: tone.frequency * ratio })
  const amount = new GainNode(context, { gain: 0 })
  amount.gain.setValueAtTime(
    tone.frequency * depth * Math.min(1.4, tone.brightness) * (0.5 + tone.level),
    tone.time,
  )
  amount.gain.setTargetAtTime(tone.frequency * depth * 0.12, tone.time, decay)
  oscillator.connect(amount).connect(carrier.frequency)
  return [oscillator]
}

function vibrato(
  context: BaseAudioContext,
  patch: Patch,
  tone: Tone,
  voices: readonly OscillatorNode[],
): OscillatorNode[] {
  if (!patch.vibrato || tone.duration < 0.3) return []
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: 5.2 })
  const amount = new GainNode(context, { gain: 0 })
  amount.gain.setValueAtTime(0, tone.time)
  amount.gain.linearRampToValueAtTime(patch.vibrato, tone.time + 0.45)
  oscillator.connect(amount)
  for (const voice of voices) amount.connect(voice.detune)
  return [oscillator]
}
