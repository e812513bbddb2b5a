import { type Drum, type Note, type Role, ROLES } from './note.ts'
import { playStroke } from './kit.ts'
import { MIXES, type Place } from './mix.ts'
import { PATCHES } from './patch.ts'
import { noiseBuffer, roomBuffer } from './room.ts'
import type { Score } from './score.ts'
import { TICKS_PER_BEAT } from './ticks.ts'
import { playTone } from './voice.ts'

/** A score being turned into sound, a little at a time. */
export interface Rendering {
  /** All of the track's sound; its gain fades the track in and out. */
  output: GainNode
  /** Creates the sound of everything that begins before this moment of the track (seconds) and is not yet created. */
  schedule(untilS: number): void
  /** Takes the track off the context; what still sounds is cut, so fade first. */
  close(): void
}

export interface RenderingOptions {
  /** An AudioContext, or an OfflineAudioContext for a file or a test. */
  context: BaseAudioContext
  destination: AudioNode
  score: Score
  /** The context time at which the track's own time 0 falls; it lies in the past when a track is entered midway. */
  startAt: number
  /** Where to enter the track, in seconds. */
  fromS?: number
}

/** One thing to play, in seconds of the track. */
type Sounding =
  | { kind: 'note'; at: number; duration: number; role: Role; note: Note }
  | { kind: 'hit'; at: number; duration: 0; drum: Drum; velocity: number }

/** A note entered midway is only worth starting when this much of it is left. */
const WORTH_ENTERING_S = 0.25

/**
 * Opens a track on a context. Plain Web Audio rather than a framework: the engine needs oscillators, filters and gains at given
 * times and nothing else, and it must run the same on an OfflineAudioContext.
 */
export function openRendering({
  context,
  destination,
  score,
  startAt,
  fromS = 0,
}: RenderingOptions): Rendering {
  const output = new GainNode(context, { gain: 1 })
  output.connect(destination)
  const desk = openDesk(context, score, output)
  const events = soundings(score)
  const brightness = 1.25 * 2 ** (1.1 * score.arousal + 0.25 * score.valence)
  let next = 0

  const play = (event: Sounding) => {
    const time = startAt + Math.max(event.at, fromS)
    if (event.kind === 'hit') {
      const level = (event.velocity / 127) ** 1.4
      playStroke(context, desk.drums, desk.noise, {
        drum: event.drum,
        time,
        level,
        brightness: 0.85 + 0.15 * brightness,
      })
      if (event.drum === 'kick') desk.duck(time)
      return
    }
    playTone(context, desk.parts[event.role], PATCHES[score.style][event.role], {
      time,
      duration: event.at + event.duration - Math.max(event.at, fromS),
      frequency: 440 * 2 ** ((event.note.pitch - 69) / 12),
      level: 0.5 * (event.note.velocity / 127) ** 1.5,
      brightness,
    })
  }

  return {
    output,
    schedule(untilS) {
      for (let event = events[next]; event && event.at < untilS; event = events[next]) {
        if (event.at >= fromS || event.at + event.duration > fromS + WORTH_ENTERING_S) play(event)
        next += 1
      }
    },
    close() {
      output.disconnect()
      desk.close()
    },
  }
}

function soundings(score: Score): Sounding[] {
  const seconds = (ticks: number) => (ticks * 60) / (TICKS_PER_BEAT * score.tempo)
  const notes = ROLES.flatMap((role) =>
    score.notes[role].map((note): Sounding => {
      return { kind: 'note', at: seconds(note.at), duration: seconds(note.length), role, note }
    }),
  )
  const hits = score.drums.map(({ at, drum, velocity }): Sounding => {
    return { kind: 'hit', at: seconds(at), duration: 0, drum, velocity }
  })
  return [...notes, ...hits].sort((one, other) => one.at - other.at)
}

/** The mixing desk of one track: a strip for each part, a room, an echo in time, and the duck under the kick. */
function openDesk(context: BaseAudioContext, score: Score, output: AudioNode) {
  const mix = MIXES[score.style]
  const master = new GainNode(context, { gain: mix.gain })
  // What lies below hearing only eats room.
  const rumble = new BiquadFilterNode(context, { type: 'highpass', frequency: 28, Q: 0.7 })
  master.connect(rumble).connect(output)
  const room = new ConvolverNode(context, { buffer: roomBuffer(context, mix.roomS) })
  room.connect(master)
  const echo = openEcho(context, 45 / score.tempo, room)
  echo.output.connect(master)
  const music = new GainNode(context, { gain: 1 })
  music.connect(master)

  const strip = ({ level, pan, room: toRoom, echo: toEcho }: Place, dry: AudioNode) => {
    const input = new GainNode(context, { gain: level })
    const panner = new StereoPannerNode(context, { pan })
    input.connect(panner).connect(dry)
    panner.connect(new GainNode(context, { gain: toRoom })).connect(room)
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
    duck(time: number) {
      if (mix.duck === 0) return
      music.gain.setTargetAtTime(1 - mix.duck, time, 0.008)
      music.gain.setTargetAtTime(1, time + 0.07, 0.09)
    },
    close() {
      for (const node of [master, rumble, room, music, echo.input, echo.output]) node.disconnect()
    },
  }
}

/** An echo of a dotted eighth, each repeat softer and duller. */
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
