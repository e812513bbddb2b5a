import { mix, pick, type Random, streamOf } from '@mooddj/engine/random'
import { builtInCatalogue, type Candidate } from '@mooddj/playlist/catalogue'
import { observe, priorBelief } from '@mooddj/playlist/learning/belief'
import { featuresOf } from '@mooddj/playlist/learning/features'
import { historyOf, type Outcome } from '@mooddj/playlist/learning/history'
import type { Learnt } from '@mooddj/playlist/learning/learned-composition'
import { rewardOf } from '@mooddj/playlist/learning/reward'
import { distanceBetween } from '@mooddj/playlist/trajectory'
import { type Affect, EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import type { Track } from '@mooddj/shared/playlist'
import { type Contender, composeAs, type Wish } from './contenders.ts'
import { createListener, type SimulatedAnswer } from './simulated-listener.ts'

/** How long a simulation is. */
export interface SimulationSize {
  listeners: number
  /** Each listener's playlists, twelve tracks each. */
  playlists: number
}

/** What simulated listeners did, as shares of all tracks. */
export interface Behaviour {
  skipped: number
  skippedEarly: number
  liked: number
  reward: number
  /** Mean distance of tracks from their way-points. */
  deviation: number
}

/** What a listener did with a track, and what that is worth. */
export type Answer = SimulatedAnswer & { reward: number }

const TRACKS = 12
/** As the service does: tracks heard within three days step back, the last sixty at most; the last 200 outcomes make a history. */
const HEARD_FOR_MS = 3 * 24 * 3600 * 1000
const HEARD_LIMIT = 60
const OUTCOMES = 200
const HOUR_MS = 3600 * 1000
const BEGIN = Date.UTC(2026, 0, 5, 8)

/** One playlist of one listener, at the moment it was heard. */
export interface Sitting {
  wish: Wish
  learnt: Learnt
  now: Date
  /** What the playlist was composed by. */
  seed: number
  tracks: readonly Track[]
  trajectory: readonly Affect[]
  answers: readonly Answer[]
  /** How the listener would answer another track in a place of this playlist, before tastes drift on. */
  answerTo(track: Track, place: number, random: Random): Answer
}

/** Plays one seed's listeners with one contender. Tastes, moods and hours are the same for every contender of a seed; so is their luck. */
export function simulate(contender: Contender, seed: number, size: SimulationSize): Behaviour {
  const sums = { skipped: 0, skippedEarly: 0, liked: 0, reward: 0, deviation: 0 }
  let count = 0
  for (const { tracks, trajectory, answers } of sittingsOf(contender, seed, size)) {
    tracks.forEach((track, place) => {
      const { verdict, reward } = answers[place] ?? { verdict: 'complete', reward: 0 }
      count += 1
      sums.reward += reward
      sums.deviation += distanceBetween(track, trajectory[place] ?? track)
      if (verdict === 'skip') sums.skipped += 1
      if (reward === 0) sums.skippedEarly += 1
      if (verdict === 'like') sums.liked += 1
    })
  }
  return {
    skipped: sums.skipped / count,
    skippedEarly: sums.skippedEarly / count,
    liked: sums.liked / count,
    reward: sums.reward / count,
    deviation: sums.deviation / count,
  }
}

/** Every playlist of one seed's listeners, as they hear them. */
export function* sittingsOf(
  contender: Contender,
  seed: number,
  { listeners, playlists }: SimulationSize,
): Generator<Sitting> {
  const catalogue = builtInCatalogue()
  for (let listener = 0; listener < listeners; listener += 1)
    yield* lifeOf(contender, { seed: mix(seed, listener), catalogue, playlists })
}

function* lifeOf(
  contender: Contender,
  { seed: own, catalogue, playlists }: { seed: number; catalogue: readonly Candidate[]; playlists: number },
): Generator<Sitting> {
  const listener = createListener(own)
  const days = streamOf(own, 'days')
  const outcomes: Outcome[] = []
  let belief = priorBelief()
  let time = BEGIN
  for (let index = 0; index < playlists; index += 1) {
    const now = new Date(time)
    const history = historyOf(outcomes.slice(0, OUTCOMES))
    const wish = { ...wishOf(days), candidates: catalogue, recentlyPlayed: heardLately(outcomes, now) }
    const learnt = { belief, history }
    const seed = mix(own, index, 1)
    const circumstances = (id: string, distance: number) => ({
      distance,
      hour: now.getUTCHours(),
      heardHoursAgo: (time - (history.heardAt.get(id)?.getTime() ?? -Infinity)) / HOUR_MS,
    })
    const inclinationTo = (id: string) => listener.inclinationTo(id, circumstances(id, 0))
    const { tracks, trajectory } = composeAs(contender, wish, { learnt, now, seed, inclinationTo })
    const answerTo = (track: Track, place: number, random: Random): Answer => {
      const distance = distanceBetween(track, trajectory[place] ?? track)
      const answer = listener.answer(track, { ...circumstances(track.id, distance), random })
      return { ...answer, reward: rewardOf({ ...answer, durationMs: track.durationMs }) ?? 0 }
    }
    const answers = tracks.map((track, place) =>
      answerTo(track, place, streamOf(mix(own, index, place), 'answer')),
    )
    tracks.forEach((track, place) => {
      const reward = answers[place]?.reward ?? 0
      const features = seenOf(track, { trajectory, history, now })
      belief = observe(belief, { features, reward, elapsedMs: place === 0 ? 12 * HOUR_MS : track.durationMs })
      outcomes.unshift({ trackId: track.id, reward, at: now })
    })
    yield { wish, learnt, now, seed, tracks, trajectory, answers, answerTo }
    listener.drift()
    time += Math.round((4 + 20 * days()) * HOUR_MS)
  }
}

function heardLately(outcomes: readonly Outcome[], now: Date): ReadonlySet<string> {
  const lately = outcomes.filter(({ at }) => now.getTime() - at.getTime() < HEARD_FOR_MS)
  return new Set(lately.slice(0, HEARD_LIMIT).map(({ trackId }) => trackId))
}

function wishOf(random: Random): Pick<Wish, 'strategy' | 'target' | 'point' | 'length'> {
  const strategy = random() < 0.5 ? 'match' : 'cheer-up'
  const target = random() < 0.5 ? 'happy' : 'calm'
  return { strategy, target, point: EMOTION_POINTS[pick(EMOTIONS, random)], length: TRACKS }
}

function seenOf(
  track: Track,
  {
    trajectory,
    history,
    now,
  }: { trajectory: readonly Affect[]; history: ReturnType<typeof historyOf>; now: Date },
): Float64Array {
  const distance = Math.min(...trajectory.map((wayPoint) => distanceBetween(track, wayPoint)))
  return featuresOf(track, { distance, history, now }) ?? new Float64Array()
}
