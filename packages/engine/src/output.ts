import { openStage } from './stage.ts'

/** The browser keeps its sound shut: it opens only when asked from a click or a key. */
export class SoundBlocked extends Error {
  override name = 'SoundBlocked'
}

/** The way out: stage, volume, analyser, loudspeaker. */
export interface Output {
  context: AudioContext
  /** Tracks connect here. */
  input: AudioNode
  analyser: AnalyserNode
  setVolume(volume: number): void
  /** Starts the context's clock. Throws {@link SoundBlocked} where the browser does not let it within two seconds. */
  wake(): Promise<void>
  /** Lets the sound through. */
  open(): void
  /** Closes softly and then halts the context's clock, unless `stillWanted` says no by then. */
  rest(stillWanted: () => boolean): Promise<void>
}

/** Time constant of every change of the gate and the volume. */
const SOFTLY_S = 0.015
const REST_MS = 90
const WAKE_MS = 2000

/** Opens the way out on a context; silent until `open()`. */
export function openOutput(context: AudioContext, volume: number): Output {
  const stage = openStage(context)
  const gate = new GainNode(context, { gain: 0 })
  const level = new GainNode(context, { gain: loudnessOf(volume) })
  const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0.8 })
  stage.output.connect(gate)
  // The wave is drawn from what is played, not from how loud the listener has it.
  gate.connect(analyser).connect(level).connect(context.destination)
  return {
    context,
    input: stage.input,
    analyser,
    setVolume(wanted) {
      level.gain.setTargetAtTime(loudnessOf(wanted), context.currentTime, SOFTLY_S)
    },
    async wake() {
      // Without a click before it, `resume` may be left pending for ever: time decides.
      const patience = new Promise((resolve) => setTimeout(resolve, WAKE_MS))
      await Promise.race([context.resume(), patience])
      if (context.state !== 'running') throw new SoundBlocked('The browser did not open its sound')
    },
    open() {
      gate.gain.cancelScheduledValues(context.currentTime)
      gate.gain.setTargetAtTime(1, context.currentTime, SOFTLY_S)
    },
    async rest(stillWanted) {
      gate.gain.cancelScheduledValues(context.currentTime)
      gate.gain.setTargetAtTime(0, context.currentTime, SOFTLY_S)
      await new Promise((resolve) => setTimeout(resolve, REST_MS))
      if (stillWanted() && context.state === 'running') await context.suspend()
    },
  }
}

/** Ears hear ratios: the square makes the middle of the slider sound like the middle. */
function loudnessOf(volume: number): number {
  return volume * volume
}
