import { type Air, MIXES, type Place } from './mix.ts'
import type { Role } from './note.ts'
import { noiseBuffer, openRoom } from './room.ts'
import type { Score } from './score.ts'

/** The mixing desk of one track: a strip for each part, a room, an echo in time, and the duck under the kick. */
export interface Desk {
  noise: AudioBuffer
  drums: AudioNode
  parts: Record<Role, AudioNode>
  /** The music steps back under a kick at this context time. */
  duck(time: number): void
  /**
   * How full the music is from this context time on, 0 to 1: louder and more open at once, softer and duller over `seconds`. At 0 it
   * dies away.
   */
  turn(time: number, fullness: number, seconds: number): void
  close(): void
}

/** Between the emptiest music and the fullest lie so many decibels, and the curtain closes by so many octaves. */
const SWELL_DB = 5
const CURTAIN_OCTAVES = 1.4
/** The gain that the last chord falls towards. */
const DYING = 0.05
/** Time constant with which fuller music comes in: quick, without a click. */
const RISE_S = 0.03

/** Opens a desk whose sum goes to `output`. */
export function openDesk(context: BaseAudioContext, score: Score, output: AudioNode): Desk {
  const mix = MIXES[score.style]
  const master = new GainNode(context, { gain: mix.gain })
  const tone = openTone(context, score)
  const swell = new GainNode(context, { gain: 1 })
  master.connect(tone.input)
  tone.output.connect(swell).connect(output)
  /** Where the last turn left what it moves; empty before the first. */
  const levels = new Map<AudioParam, number>()
  const room = openRoom(context, mix.roomS)
  room.output.connect(master)
  // A dotted eighth.
  const echo = openEcho(context, 45 / score.tempo, room.input)
  echo.output.connect(master)
  const music = new GainNode(context, { gain: 1 })
  music.connect(master)
  const noise = noiseBuffer(context)
  const air = mix.air && openAir(context, noise, mix.air)
  air?.output.connect(master)

  const strip = ({ level, pan, room: toRoom, echo: toEcho }: Place, dry: AudioNode) => {
    const input = new GainNode(context, { gain: level })
    const panner = new StereoPannerNode(context, { pan })
    input.connect(panner).connect(dry)
    panner.connect(new GainNode(context, { gain: toRoom })).connect(room.input)
    if (toEcho > 0) panner.connect(new GainNode(context, { gain: toEcho })).connect(echo.input)
    return input
  }
  return {
    noise,
    drums: strip(mix.places.drums, master),
    parts: {
      chords: strip(mix.places.chords, music),
      melody: strip(mix.places.melody, music),
      bass: strip(mix.places.bass, music),
      texture: strip(mix.places.texture, music),
    },
    duck(time) {
      if (mix.duck === 0) return
      music.gain.setTargetAtTime(1 - mix.duck, time, 0.008)
      music.gain.setTargetAtTime(1, time + 0.07, 0.09)
    },
    turn(time, fullness, seconds) {
      const emptiness = 1 - fullness
      move(swell.gain, fullness === 0 ? DYING : 10 ** ((-SWELL_DB * emptiness) / 20))
      move(tone.curtain, tone.openHz * 2 ** (-CURTAIN_OCTAVES * emptiness))
      function move(param: AudioParam, value: number) {
        const before = levels.get(param)
        if (before === undefined) param.setValueAtTime(value, time)
        else param.setTargetAtTime(value, time, value > before ? RISE_S : seconds / 3)
        levels.set(param, value)
      }
    },
    close() {
      for (const node of [master, music, swell, echo.input, echo.output]) node.disconnect()
      room.close()
      air?.close()
    },
  }
}

/** What a whole track goes through: calm music is heard as through a curtain, aroused music with all its air. */
function openTone(context: BaseAudioContext, { arousal, valence }: Score) {
  const energy = (arousal + 1) / 2
  const openHz = Math.min(15_000, 2000 * 2 ** (3 * energy + 0.2 * valence))
  // What lies below hearing only eats room.
  const rumble = new BiquadFilterNode(context, { type: 'highpass', frequency: 32, Q: -3 })
  const curtain = new BiquadFilterNode(context, { type: 'lowpass', frequency: openHz, Q: -3 })
  // Reckoned once a block: nobody hears the steps, and it costs half.
  curtain.frequency.automationRate = 'k-rate'
  const air = new BiquadFilterNode(context, { type: 'highshelf', frequency: 3200, gain: 10 * (energy - 0.5) })
  rumble.connect(curtain).connect(air)
  return { input: rumble, output: air, curtain: curtain.frequency, openHz }
}

/** An echo, each repeat softer and duller. */
function openEcho(context: BaseAudioContext, seconds: number, room: AudioNode) {
  const input = new GainNode(context, { gain: 1 })
  const delay = new DelayNode(context, { delayTime: seconds, maxDelayTime: 2 })
  const dull = new BiquadFilterNode(context, { type: 'lowpass', frequency: 2400 })
  const feedback = new GainNode(context, { gain: 0.38 })
  const output = new GainNode(context, { gain: 0.5 })
  input.connect(delay).connect(dull).connect(output)
  dull.connect(feedback).connect(delay)
  dull.connect(new GainNode(context, { gain: 0.2 })).connect(room)
  return { input, output }
}

/** The air in the room, or the hiss of the tape: noise without end, whose colour comes and goes like a tide. */
function openAir(context: BaseAudioContext, noise: AudioBuffer, { frequency, q, level, drift }: Air) {
  const source = new AudioBufferSourceNode(context, { buffer: noise, loop: true })
  const filter = new BiquadFilterNode(context, { type: 'bandpass', frequency, Q: q })
  filter.frequency.automationRate = 'k-rate'
  const output = new GainNode(context, { gain: level })
  const tide = new OscillatorNode(context, { frequency: 0.11 })
  const depth = new GainNode(context, { gain: frequency * drift })
  tide.connect(depth).connect(filter.frequency)
  source.connect(filter).connect(output)
  source.start()
  tide.start()
  return {
    output,
    close() {
      source.stop()
      tide.stop()
      output.disconnect()
    },
  }
}
