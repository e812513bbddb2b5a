import { MIXES, type Place } from './mix.ts'
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
  close(): void
}

/** Opens a desk whose sum goes to `output`. */
export function openDesk(context: BaseAudioContext, score: Score, output: AudioNode): Desk {
  const mix = MIXES[score.style]
  const master = new GainNode(context, { gain: mix.gain })
  const tone = openTone(context, score, output)
  master.connect(tone)
  const room = openRoom(context, mix.roomS)
  room.output.connect(master)
  // A dotted eighth.
  const echo = openEcho(context, 45 / score.tempo, room.input)
  echo.output.connect(master)
  const music = new GainNode(context, { gain: 1 })
  music.connect(master)

  const strip = ({ level, pan, room: toRoom, echo: toEcho }: Place, dry: AudioNode) => {
    const input = new GainNode(context, { gain: level })
    const panner = new StereoPannerNode(context, { pan })
    input.connect(panner).connect(dry)
    panner.connect(new GainNode(context, { gain: toRoom })).connect(room.input)
    if (toEcho > 0) panner.connect(new GainNode(context, { gain: toEcho })).connect(echo.input)
    return input
  }
  return {
    noise: noiseBuffer(context),
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
    close() {
      for (const node of [master, music, echo.input, echo.output]) node.disconnect()
      room.close()
    },
  }
}

/** What a whole track goes through: calm music is heard as through a curtain, aroused music with all its air. Gives the way in. */
function openTone(context: BaseAudioContext, { arousal, valence }: Score, output: AudioNode): AudioNode {
  const energy = (arousal + 1) / 2
  // What lies below hearing only eats room.
  const rumble = new BiquadFilterNode(context, { type: 'highpass', frequency: 28, Q: -3 })
  const curtain = new BiquadFilterNode(context, {
    type: 'lowpass',
    frequency: Math.min(15_000, 1700 * 2 ** (3.2 * energy + 0.2 * valence)),
    Q: -3,
  })
  const air = new BiquadFilterNode(context, { type: 'highshelf', frequency: 3200, gain: 10 * (energy - 0.5) })
  rumble.connect(curtain).connect(air).connect(output)
  return rumble
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
