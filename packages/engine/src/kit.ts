import type { Drum } from './note.ts'

/** One stroke as sound. */
export interface Stroke {
  drum: Drum
  /** Seconds of context time. */
  time: number
  /** 0 to 1. */
  level: number
  /** Multiplies the filters: 1 is neutral. */
  brightness: number
}

/** A burst of filtered noise. Frequencies in hertz, times in seconds. */
interface Burst {
  type: BiquadFilterType
  frequency: number
  q?: number
  attack?: number
  decay: number
  level: number
  /** Seconds after the stroke. */
  late?: number
}

/** A falling tone. */
interface Thump {
  from: number
  to: number
  /** Time constant of the fall. */
  fall: number
  decay: number
  level: number
  wave?: OscillatorType
}

const SOUNDS: Record<Drum, { bursts: readonly Burst[]; thumps: readonly Thump[] }> = {
  kick: {
    thumps: [{ from: 150, to: 47, fall: 0.03, decay: 0.26, level: 1 }],
    bursts: [{ type: 'bandpass', frequency: 2600, q: 0.8, decay: 0.012, level: 0.14 }],
  },
  snare: {
    thumps: [{ from: 230, to: 175, fall: 0.03, decay: 0.12, level: 0.4, wave: 'triangle' }],
    bursts: [{ type: 'highpass', frequency: 1700, decay: 0.15, level: 0.42 }],
  },
  clap: {
    thumps: [],
    bursts: [
      { type: 'bandpass', frequency: 1600, q: 1.1, decay: 0.018, level: 0.6 },
      { type: 'bandpass', frequency: 1500, q: 1.1, decay: 0.018, level: 0.5, late: 0.012 },
      { type: 'bandpass', frequency: 1400, q: 0.9, decay: 0.13, level: 0.6, late: 0.025 },
    ],
  },
  rim: {
    thumps: [{ from: 820, to: 780, fall: 0.01, decay: 0.035, level: 0.34, wave: 'triangle' }],
    bursts: [{ type: 'bandpass', frequency: 3200, q: 2, decay: 0.022, level: 0.3 }],
  },
  hat: { thumps: [], bursts: [{ type: 'highpass', frequency: 7600, decay: 0.035, level: 0.26 }] },
  'open-hat': { thumps: [], bursts: [{ type: 'highpass', frequency: 6800, decay: 0.19, level: 0.24 }] },
  shaker: {
    thumps: [],
    bursts: [{ type: 'bandpass', frequency: 6200, q: 1, attack: 0.02, decay: 0.05, level: 0.28 }],
  },
  tom: { thumps: [{ from: 190, to: 95, fall: 0.06, decay: 0.24, level: 0.6 }], bursts: [] },
  /** Air that swells for most of a bar. */
  rush: {
    thumps: [],
    bursts: [{ type: 'bandpass', frequency: 2600, q: 0.8, attack: 1.5, decay: 0.3, level: 0.22 }],
  },
  crash: {
    thumps: [],
    bursts: [{ type: 'highpass', frequency: 4300, attack: 0.004, decay: 1.3, level: 0.22 }],
  },
}
const ATTACK = 0.0015
/** Time constants until nothing is heard. */
const SILENT_AFTER = 6

/** Plays one stroke into `output`, made of the given noise; every node frees itself. */
export function playStroke(
  context: BaseAudioContext,
  output: AudioNode,
  noise: AudioBuffer,
  stroke: Stroke,
): void {
  const { bursts, thumps } = SOUNDS[stroke.drum]
  for (const thump of thumps) playThump(context, output, thump, stroke)
  for (const burst of bursts) playBurst(context, output, noise, burst, stroke)
}

function playThump(
  context: BaseAudioContext,
  output: AudioNode,
  thump: Thump,
  { time, level }: Stroke,
): void {
  const oscillator = new OscillatorNode(context, { type: thump.wave ?? 'sine', frequency: thump.from })
  oscillator.frequency.setValueAtTime(thump.from, time)
  oscillator.frequency.setTargetAtTime(thump.to, time, thump.fall)
  const gain = struck(context, { time, attack: ATTACK, level: level * thump.level, decay: thump.decay })
  oscillator.connect(gain).connect(output)
  oscillator.start(time)
  oscillator.stop(time + (thump.decay / 3) * SILENT_AFTER + ATTACK)
  oscillator.onended = () => gain.disconnect()
}

function playBurst(
  context: BaseAudioContext,
  output: AudioNode,
  noise: AudioBuffer,
  burst: Burst,
  stroke: Stroke,
): void {
  const time = stroke.time + (burst.late ?? 0)
  const attack = burst.attack ?? ATTACK
  const length = (burst.decay / 3) * SILENT_AFTER + attack
  const source = new AudioBufferSourceNode(context, { buffer: noise })
  const filter = new BiquadFilterNode(context, {
    type: burst.type,
    frequency: Math.min(12_000, burst.frequency * stroke.brightness),
    Q: burst.q ?? 0.7,
  })
  const gain = struck(context, { time, attack, level: stroke.level * burst.level, decay: burst.decay })
  source.connect(filter).connect(gain).connect(output)
  // Another stretch of the noise each time, or a roll would sound like a machine gun.
  source.start(time, (stroke.time * 7.13) % Math.max(0.1, noise.duration - length), length)
  source.onended = () => gain.disconnect()
}

function struck(
  context: BaseAudioContext,
  { time, attack, level, decay }: { time: number; attack: number; level: number; decay: number },
): GainNode {
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, time)
  gain.gain.linearRampToValueAtTime(level, time + attack)
  gain.gain.setTargetAtTime(0, time + attack, decay / 3)
  return gain
}
