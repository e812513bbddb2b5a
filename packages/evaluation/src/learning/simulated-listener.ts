import { type Random, streamOf } from '@mooddj/engine/random'
import { STYLES, type Style } from '@mooddj/engine/style'
import { trackSeedOf } from '@mooddj/engine/track-seed'
import type { Verdict } from '@mooddj/shared/playlist'

/** What a simulated listener did with a track. */
export interface SimulatedAnswer {
  verdict: Exclude<Verdict, 'play'>
  positionMs: number
}

/** A simulated listener: tastes that nobody is told, which drift. */
export interface SimulatedListener {
  /** Answers a track as it comes `distance` away from its way-point, at an hour (0 to 24), having been heard so many hours ago. */
  answer(track: { id: string; durationMs: number }, moment: Moment): SimulatedAnswer
  /** How inclined the listener is to stay with a track, logits: what only a simulation can be told. */
  inclinationTo(id: string, moment: Circumstances): number
  /** Time passes: tastes move a little. */
  drift(): void
}

/** When and where a track comes. */
export interface Circumstances {
  distance: number
  hour: number
  /** Infinity for what is new. */
  heardHoursAgo: number
}

export interface Moment extends Circumstances {
  random: Random
}

/** How much each of the tastes counts, in logits. */
const STRENGTH = { style: 1.1, artist: 0.7, tempo: 0.5, evening: 0.5, misplaced: 2, stale: 1.5 }
/** The mean inclination to stay with a track. */
const PATIENCE = 0.4
/** Every playlist a taste keeps this much of itself, and the rest is drawn anew: half of it is new after 23 playlists. */
const CONSTANCY = 0.97
/** Now and then nobody is listening, and the track plays to its end whatever it is. */
const ABSENCE = 0.12
/** From how much enjoyment on a track is liked, played to its end, or skipped late; below, it is skipped within 30 s. */
const LIKES_FROM = 2
const STAYS_FROM = 0
const WAVERS_FROM = -0.8
const STALE_FOR_HOURS = 24

/**
 * Draws a listener. Enjoyment is a sum of tastes for style and artist (each normal), a liked tempo (a hump, which no linear model holds), a
 * liking for calm in the evening, displeasure at what is far from its way-point or was heard lately, and logistic noise. It is made to be
 * plausible and not to be what the learner assumes; it shows that the learner learns, not how much people will like it.
 */
export function createListener(seed: number): SimulatedListener {
  const random = streamOf(seed, 'taste')
  const styles = new Map<Style, number>(STYLES.map((style) => [style, normal(random)]))
  const artists = new Map<string, number>()
  let likedOctave = Math.log2(98) + 0.35 * normal(random)
  const evening = normal(random)
  const tasteFor = (artist: string) => {
    // Drawn by name: whoever hears an artist first must not change what is thought of them.
    if (!artists.has(artist)) artists.set(artist, normal(streamOf(seed, artist)))
    return artists.get(artist) ?? 0
  }
  const inclinationTo = (id: string, { distance, hour, heardHoursAgo }: Circumstances) => {
    const track = trackSeedOf(id)
    if (track === undefined) throw new RangeError(`${id} is no built-in track`)
    const octaves = Math.log2(track.tempo) - likedOctave
    return (
      PATIENCE +
      STRENGTH.style * (styles.get(track.style) ?? 0) +
      STRENGTH.artist * tasteFor(track.artist) +
      STRENGTH.tempo * (1 - (octaves / 0.35) ** 2) -
      STRENGTH.evening * evening * track.arousal * Math.cos((2 * Math.PI * (hour - 21)) / 24) -
      STRENGTH.misplaced * distance -
      STRENGTH.stale * 2 ** (-heardHoursAgo / STALE_FOR_HOURS)
    )
  }
  return {
    inclinationTo,
    answer({ id, durationMs }, { random: chance, ...circumstances }) {
      const enjoyment = inclinationTo(id, circumstances) + logistic(chance)
      const [isAbsent, share] = [chance() < ABSENCE, chance()]
      if (isAbsent) return { verdict: 'complete', positionMs: durationMs }
      if (enjoyment >= LIKES_FROM) return { verdict: 'like', positionMs: Math.round(durationMs * share) }
      if (enjoyment >= STAYS_FROM) return { verdict: 'complete', positionMs: durationMs }
      if (enjoyment >= WAVERS_FROM)
        return { verdict: 'skip', positionMs: Math.round(30_001 + share * (durationMs - 30_001)) }
      return { verdict: 'skip', positionMs: Math.round(30_000 * share) }
    },
    drift() {
      const moved = (taste: number, by: Random) =>
        CONSTANCY * taste + Math.sqrt(1 - CONSTANCY ** 2) * normal(by)
      for (const [style, taste] of styles) styles.set(style, moved(taste, random))
      const middle = Math.log2(98)
      likedOctave = middle + 0.35 * moved((likedOctave - middle) / 0.35, random)
    },
  }
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function logistic(random: Random): number {
  const share = Math.min(1 - 1e-12, Math.max(1e-12, random()))
  return Math.log(share / (1 - share))
}
