import { type Deck, nextBeat, openDeck } from './deck.ts'
import type { Output } from './output.ts'
import type { TrackSeed } from './track-seed.ts'

/** How far ahead sound is created: more than the one second to which browsers slow the timers of hidden pages. */
const LOOKAHEAD_S = 2.5
/** How long a track left by choice takes to fade. */
const LEAVE_S = 0.9
/** A cut that must not click. */
const CUT_S = 0.05
/** The soonest that new sound can begin. */
const SOON_S = 0.06

/** The tracks that sound: one, or two while they cross. */
export interface Transport {
  /** Seconds into the track, or nothing when none is on. */
  positionS(): number | undefined
  /** Beats into the track. */
  beat(): number | undefined
  /** Plays a track from its second `fromS` at once; what sounded is cut softly. */
  start(seed: TrackSeed, fromS: number): void
  /** Plays a track from the next beat of the one that sounds; what sounded fades. */
  cross(seed: TrackSeed): void
  /** Fades out whatever sounds. */
  drop(): void
  /**
   * Moves time on; to be called every few hundred milliseconds. Prepares sound, lets `following` in over the last bar, clears away
   * what is over. Says `crossed` once when the following track has become the playing one, `ended` when there was none.
   */
  tick(following: TrackSeed | undefined): 'crossed' | 'ended' | undefined
  /** True when no track sounds, and none rings out. */
  isSilent(): boolean
  /** Cuts everything off on the spot. It would click: only for when nothing is heard. */
  cut(): void
}

/** Creates the transport of an output. */
export function createTransport({ context, input }: Output): Transport {
  let current: Deck | undefined
  let coming: Deck | undefined
  let leaving: Deck[] = []

  const open = (seed: TrackSeed, entersAt: number, fromS: number) => {
    const deck = openDeck({ context, destination: input, seed, entersAt, fromS })
    deck.prepare(context.currentTime + LOOKAHEAD_S)
    return deck
  }
  const retire = (deck: Deck | undefined, at: number, seconds: number) => {
    if (!deck) return
    deck.fadeOut(at, seconds)
    leaving.push(deck)
  }
  const retireAll = (at: number, seconds: number) => {
    retire(coming, context.currentTime, CUT_S)
    retire(current, at, seconds)
    coming = undefined
    current = undefined
  }

  return {
    positionS: () => current && Math.min(current.lengthS, Math.max(0, context.currentTime - current.startAt)),
    beat: () => current && Math.max(0, ((context.currentTime - current.startAt) * current.seed.tempo) / 60),
    start(seed, fromS) {
      const at = context.currentTime + SOON_S
      retireAll(context.currentTime, CUT_S)
      current = open(seed, at, fromS)
    },
    cross(seed) {
      const at = current ? nextBeat(current, context.currentTime) : context.currentTime + SOON_S
      retireAll(at, LEAVE_S)
      current = open(seed, at, 0)
    },
    drop() {
      retireAll(context.currentTime, LEAVE_S)
    },
    tick(following) {
      const now = context.currentTime
      leaving = leaving.filter((deck) => {
        if (deck.isOver(now)) deck.close()
        return !deck.isOver(now)
      })
      if (!current) return undefined
      current.prepare(now + LOOKAHEAD_S)
      coming?.prepare(now + LOOKAHEAD_S)
      if (!coming && following && now + LOOKAHEAD_S >= current.lastBarAt) {
        const at = Math.max(current.lastBarAt, now + SOON_S)
        coming = open(following, at, 0)
        current.fadeOut(at, Math.max(CUT_S, current.startAt + current.lengthS - at + 0.5))
      }
      if (coming && now >= coming.entersAt) {
        leaving.push(current)
        current = coming
        coming = undefined
        return 'crossed'
      }
      if (coming || now < current.startAt + current.lengthS) return undefined
      // What still rings after the last track may ring out.
      leaving.push(current)
      current = undefined
      return 'ended'
    },
    isSilent: () => !current && leaving.length === 0,
    cut() {
      for (const deck of [current, coming, ...leaving]) deck?.close()
      current = undefined
      coming = undefined
      leaving = []
    },
  }
}
