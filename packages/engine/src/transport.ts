import { planCrossing } from './crossing.ts'
import { type Deck, nextBeat, openDeck } from './deck.ts'
import type { TrackSeed } from './track-seed.ts'

/** How long a track left by choice takes to fade. */
const LEAVE_S = 0.9
/** A cut, and an entry, that must not click. */
const CUT_S = 0.05
const ENTER_S = 0.02
/** The soonest that new sound can begin. */
const SOON_S = 0.06
/** A crossing is planned so long before anything of it has to be prepared: more than lies between two ticks of a hidden page. */
const PLAN_AHEAD_S = 1.5

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
   * Moves time on; to be called every few hundred milliseconds. Prepares sound, lets `following` in beat by beat over the last bars, clears
   * away what is over. Says `crossed` once when the following track has become the playing one, `ended` when there was none.
   */
  tick(following: TrackSeed | undefined): 'crossed' | 'ended' | undefined
  /** True when no track sounds, and none rings out. */
  isSilent(): boolean
  /** Cuts everything off on the spot. It would click: only for when nothing is heard. */
  cut(): void
}

/** What a transport plays through. `lookaheadS` is how far ahead sound is created, asked anew each time. */
export interface Way {
  context: BaseAudioContext
  input: AudioNode
  lookaheadS: () => number
}

/** Creates the transport of a way out. */
export function createTransport(way: Way): Transport {
  const { context, lookaheadS } = way
  let current: Deck | undefined
  let coming: Deck | undefined
  let leaving: Deck[] = []

  /** Takes everything off that sounds: what leaves already, and what was to come, at once. */
  const retireAll = (at: number, seconds: number) => {
    const now = context.currentTime
    for (const deck of leaving) deck.fadeOut(now, now + Math.min(seconds, CUT_S))
    if (coming) coming.fadeOut(now, now + CUT_S)
    if (current) current.fadeOut(at, at + seconds)
    leaving = [...leaving, ...[coming, current].filter((deck) => deck !== undefined)]
    coming = undefined
    current = undefined
  }
  const enter = (seed: TrackSeed, entersAt: number, fromS: number) => {
    current = openDeck({ context, destination: way.input, seed, entersAt, fromS })
    current.fadeIn(entersAt, entersAt + ENTER_S)
    current.prepare(context.currentTime + lookaheadS())
  }

  return {
    positionS: () =>
      current && Math.min(current.lengthS, Math.max(0, current.clock().secondsAt(context.currentTime))),
    beat: () =>
      current && Math.max(0, (current.clock().secondsAt(context.currentTime) * current.seed.tempo) / 60),
    start(seed, fromS) {
      retireAll(context.currentTime, CUT_S)
      enter(seed, context.currentTime + SOON_S, fromS)
    },
    cross(seed) {
      const now = context.currentTime
      const at = current ? Math.max(nextBeat(current, now), now + SOON_S) : now + SOON_S
      retireAll(at, LEAVE_S)
      enter(seed, at, 0)
    },
    drop() {
      retireAll(context.currentTime, LEAVE_S)
    },
    tick(following) {
      const now = context.currentTime
      const horizon = now + lookaheadS()
      leaving = leaving.filter((deck) => {
        if (!deck.isOver(now)) return true
        deck.close()
        return false
      })
      if (!current) return undefined
      if (!coming && following) coming = bringIn(following, current, horizon)
      for (const deck of [current, coming, ...leaving]) deck?.prepare(horizon)
      if (coming && now >= coming.entersAt) {
        leaving.push(current)
        current = coming
        coming = undefined
        return 'crossed'
      }
      if (coming || now < current.clock().timeOf(current.lengthS)) return undefined
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

  /** Puts the following track on when its time has come: on a bar line of the playing one, both gliding from its tempo to the other. */
  function bringIn(seed: TrackSeed, playing: Deck, horizon: number): Deck | undefined {
    const { bars, match } = planCrossing(playing.seed, seed)
    const barS = 240 / playing.seed.tempo
    const planned = playing.lengthS - bars * barS
    if (playing.clock().timeOf(planned) > horizon + PLAN_AHEAD_S) return undefined
    const now = context.currentTime
    // After a jump to near the end it is too late for the plan: the next track comes in at the next bar, or at once, at its own tempo.
    const isLate = playing.clock().timeOf(planned) < playing.preparedUntil()
    const soonest = playing.clock().secondsAt(now + SOON_S)
    const fromS = isLate
      ? Math.min(Math.ceil(soonest / barS) * barS, Math.max(soonest, playing.lengthS - CUT_S))
      : planned
    const at = playing.clock().timeOf(fromS)
    const lengthS = playing.lengthS - fromS
    const glides = isLate || !match ? undefined : match
    if (glides) playing.glide({ fromS, at, lengthS, paceBefore: 1, paceAfter: glides.ratio })
    const until = playing.clock().timeOf(playing.lengthS)
    const deck = openDeck({
      context,
      destination: way.input,
      seed,
      entersAt: at,
      ...(glides && {
        glide: { fromS: 0, at, lengthS: lengthS * glides.ratio, paceBefore: 1 / glides.ratio, paceAfter: 1 },
      }),
    })
    deck.fadeIn(at, Math.max(at + ENTER_S, (at + until) / 2))
    playing.fadeOut(Math.max(at, (at + until) / 2), Math.max(at + CUT_S, until))
    return deck
  }
}
