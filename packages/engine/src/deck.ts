import { openRendering, type Rendering } from './renderer.ts'
import { score } from './score.ts'
import type { TrackSeed } from './track-seed.ts'

/** One track on its way through the loudspeaker. Times in seconds of the AudioContext unless they say otherwise. */
export interface Deck {
  seed: TrackSeed
  /** When the track's own time 0 falls. */
  startAt: number
  /** When the sound of this deck begins: later than `startAt` when it is entered midway. */
  entersAt: number
  /** Length of the track. */
  lengthS: number
  /** When the last bar begins, over which the next track may come in. */
  lastBarAt: number
  /** Creates the sound of the next moments, up to this time. */
  prepare(untilTime: number): void
  /** Fades out from `at` over `seconds`; after that the deck may be closed. */
  fadeOut(at: number, seconds: number): void
  /** True once a fade or the track itself is over at this time, echoes included. */
  isOver(time: number): boolean
  close(): void
}

/** What the echoes take to die away after a track's end. */
const TAIL_S = 3
/** A track entered midway or after another fades in this fast: no click, no swell. */
const FADE_IN_S = 0.02

/** Puts a track on: its sound enters at `entersAt`, at its own second `fromS`. */
export function openDeck({
  context,
  destination,
  seed,
  entersAt,
  fromS,
}: {
  context: BaseAudioContext
  destination: AudioNode
  seed: TrackSeed
  entersAt: number
  fromS: number
}): Deck {
  const startAt = entersAt - fromS
  const rendering: Rendering = openRendering({ context, destination, score: score(seed), startAt, fromS })
  const lengthS = seed.durationMs / 1000
  const barS = 240 / seed.tempo
  let overAt = startAt + lengthS + TAIL_S
  const fade = rendering.output.gain
  fade.setValueAtTime(0, entersAt)
  fade.linearRampToValueAtTime(1, entersAt + FADE_IN_S)
  return {
    seed,
    startAt,
    entersAt,
    lengthS,
    lastBarAt: startAt + lengthS - barS,
    prepare: (untilTime) => rendering.schedule(untilTime - startAt),
    fadeOut(at, seconds) {
      fade.cancelScheduledValues(at)
      // Entered and left at once: the fade in may not have come yet.
      if (at <= entersAt + FADE_IN_S) fade.setValueAtTime(at <= entersAt ? 0 : 1, at)
      fade.setTargetAtTime(0, at, seconds / 5)
      overAt = Math.min(overAt, at + 1.4 * seconds)
    },
    isOver: (time) => time >= overAt,
    close: () => rendering.close(),
  }
}

/**
 * The moment for a listener's own change of track: the next beat of the playing track, but no later than two thirds of a second
 * from now, because who asked is waiting.
 */
export function nextBeat(deck: Deck, now: number): number {
  const beatS = 60 / deck.seed.tempo
  const soonest = now + 0.06
  const beat = deck.startAt + Math.ceil((soonest - deck.startAt) / beatS) * beatS
  return beat - now <= 0.67 ? beat : beat - beatS / 2 >= soonest ? beat - beatS / 2 : beat
}
