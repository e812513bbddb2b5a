import { mix, pick, type Random, streamOf } from '@mooddj/engine/random'
import { builtInCatalogue, type Candidate } from '@mooddj/playlist/catalogue'
import { observe, priorBelief } from '@mooddj/playlist/learning/belief'
import { featuresOf } from '@mooddj/playlist/learning/features'
import { historyOf, type Outcome } from '@mooddj/playlist/learning/history'
import { rewardOf } from '@mooddj/playlist/learning/reward'
import { distanceBetween } from '@mooddj/playlist/trajectory'
import { type Affect, EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import type { Track } from '@mooddj/shared/playlist'
import { type Contender, composeAs, type Wish } from './contenders.ts'
import { createListener, type SimulatedListener } from './simulated-listener.ts'

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

const TRACKS = 12
/** As the service does: tracks heard within three days step back, the last sixty at most; the last 200 outcomes make a history. */
const HEARD_FOR_MS = 3 * 24 * 3600 * 1000
const HEARD_LIMIT = 60
const OUTCOMES = 200
const HOUR_MS = 3600 * 1000
const BEGIN = Date.UTC(2026, 0, 5, 8)

/** Plays one seed's listeners with one contender. Tastes, moods and hours are the same for every contender of a seed; so is their luck. */
export function simulate(
  contender: Contender,
  seed: number,
  { listeners, playlists }: SimulationSize,
): Behaviour {
  const catalogue = builtInCatalogue()
  const total = { skipped: 0, skippedEarly: 0, liked: 0, reward: 0, deviation: 0 }
  for (let listener = 0; listener < listeners; listener += 1) {
    const own = mix(seed, listener)
    const behaviour = live(contender, { seed: own, listener: createListener(own), catalogue, playlists })
    total.skipped += behaviour.skipped
    total.skippedEarly += behaviour.skippedEarly
    total.liked += behaviour.liked
    total.reward += behaviour.reward
    total.deviation += behaviour.deviation
  }
  const tracks = listeners * playlists * TRACKS
  return {
    skipped: total.skipped / tracks,
    skippedEarly: total.skippedEarly / tracks,
    liked: total.liked / tracks,
    reward: total.reward / tracks,
    deviation: total.deviation / tracks,
  }
}

/** One listener's playlists, one after another; gives sums over their tracks. */
function live(
  contender: Contender,
  {
    seed,
    listener,
    catalogue,
    playlists,
  }: { seed: number; listener: SimulatedListener; catalogue: readonly Candidate[]; playlists: number },
): Behaviour {
  const days = streamOf(seed, 'days')
  const outcomes: Outcome[] = []
  const sums = { skipped: 0, skippedEarly: 0, liked: 0, reward: 0, deviation: 0 }
  let belief = priorBelief()
  let now = BEGIN
  for (let index = 0; index < playlists; index += 1) {
    const history = historyOf(outcomes.slice(0, OUTCOMES))
    const recentlyPlayed = new Set(
      outcomes
        .filter(({ at }) => now - at.getTime() < HEARD_FOR_MS)
        .slice(0, HEARD_LIMIT)
        .map(({ trackId }) => trackId),
    )
    const wish = { ...wishOf(days), candidates: catalogue, recentlyPlayed }
    const when = new Date(now)
    const { tracks, trajectory } = composeAs(contender, wish, {
      learnt: { belief, history },
      now: when,
      seed: mix(seed, index, 1),
    })
    tracks.forEach((track, place) => {
      const chance = streamOf(mix(seed, index, place), 'answer')
      const distance = distanceBetween(track, trajectory[place] ?? track)
      const heardAt = history.heardAt.get(track.id)?.getTime() ?? -Infinity
      const answer = listener.answer(track, {
        distance,
        hour: when.getUTCHours(),
        heardHoursAgo: (now - heardAt) / HOUR_MS,
        random: chance,
      })
      const reward = rewardOf({ ...answer, durationMs: track.durationMs }) ?? 0
      sums.reward += reward
      sums.deviation += distance
      if (answer.verdict === 'skip') sums.skipped += 1
      if (reward === 0) sums.skippedEarly += 1
      if (answer.verdict === 'like') sums.liked += 1
      const features = seenOf(track, { trajectory, history, now: when })
      belief = observe(belief, { features, reward, elapsedMs: place === 0 ? 12 * HOUR_MS : track.durationMs })
      outcomes.unshift({ trackId: track.id, reward, at: when })
    })
    listener.drift()
    now += Math.round((4 + 20 * days()) * HOUR_MS)
  }
  return sums
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
