import { type Drum, type Note, type Role, ROLES } from './note.ts'
import { playStroke } from './kit.ts'
import { openDesk } from './desk.ts'
import { PATCHES } from './patch.ts'
import type { Score } from './score.ts'
import { TICKS_PER_BAR, TICKS_PER_BEAT } from './ticks.ts'
import { trimOf } from './trim.ts'
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
  /** The context time at which a second of the track falls; what lies before `fromS` may be in the past. */
  timeOf: (trackS: number) => number
  /** Where to enter the track, in seconds. */
  fromS?: number
  /** Decibels added to the track; by default what makes it as loud as all others. */
  trimDb?: number
}

/** One thing to play, in seconds of the track. */
type Sounding =
  | { kind: 'note'; at: number; duration: number; role: Role; note: Note }
  | { kind: 'hit'; at: number; duration: 0; drum: Drum; velocity: number }
  | { kind: 'turn'; at: number; duration: number; fullness: number }

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
  timeOf,
  fromS = 0,
  trimDb = trimOf(score.id),
}: RenderingOptions): Rendering {
  const output = new GainNode(context, { gain: 1 })
  output.connect(destination)
  const trim = new GainNode(context, { gain: 10 ** (trimDb / 20) })
  trim.connect(output)
  const desk = openDesk(context, score, trim)
  const events = soundings(score)
  const brightness = 1.25 * 2 ** (1.1 * score.arousal + 0.25 * score.valence)
  let next = 0

  const play = (event: Sounding) => {
    const time = timeOf(Math.max(event.at, fromS))
    if (event.kind === 'turn') return desk.turn(time, event.fullness, event.duration)
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
      duration: timeOf(event.at + event.duration) - time,
      frequency: 440 * 2 ** ((event.note.pitch - 69) / 12),
      level: 0.5 * (event.note.velocity / 127) ** 1.5,
      brightness,
    })
  }

  return {
    output,
    schedule(untilS) {
      for (let event = events[next]; event && event.at < untilS; event = events[next]) {
        const isHeard = event.at >= fromS || event.at + event.duration > fromS + WORTH_ENTERING_S
        if (isHeard || event.kind === 'turn') play(event)
        next += 1
      }
    },
    close() {
      output.disconnect()
      trim.disconnect()
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
  const bar = seconds(TICKS_PER_BAR)
  const turns = score.turns.map(({ at, fullness }): Sounding => {
    return { kind: 'turn', at: seconds(at), duration: bar, fullness: fullness / 100 }
  })
  // A turn before the notes that it changes.
  return [...turns, ...notes, ...hits].sort((one, other) => one.at - other.at)
}
