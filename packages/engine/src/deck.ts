import { type Clock, type Glide, glidingClock, steadyClock } from './clock.ts'
import { openFade } from './fade.ts'
import { openRendering } from './renderer.ts'
import { score } from './score.ts'
import type { TrackSeed } from './track-seed.ts'

/** One track on its way through the loudspeaker. Times in seconds of the AudioContext unless they say otherwise. */
export interface Deck {
  seed: TrackSeed
  /** When the sound of this deck begins. */
  entersAt: number
  /** Length of the track, in its own seconds. */
  lengthS: number
  /** The track's own seconds against the context's time, as they are planned now. */
  clock(): Clock
  /** From a moment on that is not yet prepared, the track changes its pace. */
  glide(change: Glide): void
  /** Up to when sound has been created. */
  preparedUntil(): number
  /** Creates the sound of the next moments, up to this time. */
  prepare(untilTime: number): void
  /** Comes up between two times: a few milliseconds against a click, or the length of a crossing. */
  fadeIn(from: number, until: number): void
  /** Goes down between two times; after that the deck may be closed. */
  fadeOut(from: number, until: number): void
  /** True once a fade or the track itself is over at this time, echoes included. */
  isOver(time: number): boolean
  close(): void
}

/** What the echoes take to die away after a track's end. */
const TAIL_S = 4

/** Puts a track on, silent until it is faded in. Its second `fromS` falls on `entersAt`, from where on it keeps its tempo, or glides to it. */
export function openDeck({
  context,
  destination,
  seed,
  entersAt,
  fromS = 0,
  glide,
}: {
  context: BaseAudioContext
  destination: AudioNode
  seed: TrackSeed
  entersAt: number
  fromS?: number
  glide?: Glide
}): Deck {
  const lengthS = seed.durationMs / 1000
  let clock = glide ? glidingClock(glide) : steadyClock(entersAt - fromS)
  let prepared = entersAt
  let silentAt = Infinity
  const rendering = openRendering({
    context,
    destination,
    score: score(seed),
    timeOf: (trackS) => clock.timeOf(trackS),
    fromS,
  })
  const fade = openFade(rendering.output.gain, context.currentTime)
  return {
    seed,
    entersAt,
    lengthS,
    clock: () => clock,
    glide(change) {
      clock = glidingClock(change)
    },
    preparedUntil: () => prepared,
    prepare(untilTime) {
      prepared = Math.max(prepared, untilTime)
      rendering.schedule(clock.secondsAt(untilTime))
    },
    fadeIn: (from, until) => fade.to(1, from, until),
    fadeOut(from, until) {
      fade.to(0, from, until)
      silentAt = until
    },
    isOver: (time) => time >= Math.min(silentAt, clock.timeOf(lengthS) + TAIL_S),
    close: () => rendering.close(),
  }
}

/**
 * The moment for a listener's own change of track: the next beat of the playing track, but no later than two thirds of a second
 * from now, because who asked is waiting.
 */
export function nextBeat(deck: Deck, now: number): number {
  const beatS = 60 / deck.seed.tempo
  const clock = deck.clock()
  const soonest = now + 0.06
  const beat = Math.ceil(clock.secondsAt(soonest) / beatS)
  const onBeat = clock.timeOf(beat * beatS)
  const onHalf = clock.timeOf((beat - 0.5) * beatS)
  return onBeat - now <= 0.67 || onHalf < soonest ? onBeat : onHalf
}
