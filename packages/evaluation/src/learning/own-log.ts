import { createRandom, mix, streamOf } from '@mooddj/engine/random'
import { compose } from '@mooddj/playlist/compose'
import { composeLearned } from '@mooddj/playlist/learning/learned-composition'
import { DRAWS, type WeighedDecision } from '@mooddj/playlist/learning/propensity'
import { distanceBetween } from '@mooddj/playlist/trajectory'
import type { Affect } from '@mooddj/shared/affect'
import type { LoggedDecision } from '../off-policy/decision-log.ts'
import { type Sitting, type SimulationSize, sittingsOf } from './simulation.ts'

/** A log of simulated listeners, written as the service writes it, and what the target would have earned in the very same moments. */
export interface OwnLog {
  log: LoggedDecision[]
  /** The target's rewards, where the logging policy's playlists were heard. */
  truth: number[]
}

const noWait = async () => {}
/** Playlists of the target that are really heard, for each one of the log. */
const HEARD = 4

/**
 * Lets the service's learner play and log, and asks of every decision how probable it would have been without learning: the policies differ by
 * preference alone, so what is estimated from the log is what learning is worth. The target's true mean comes from asking the same listeners
 * in the same moments, which only a simulation can.
 */
export async function writeOwnLog(seeds: number, size: SimulationSize): Promise<OwnLog> {
  const own: OwnLog = { log: [], truth: [] }
  for (let seed = 1; seed <= seeds; seed += 1) {
    for (const sitting of sittingsOf('thompson', seed, size)) {
      const target = Array.from({ length: DRAWS + 1 }, (_, draw) =>
        targetPlaylist(sitting, mix(sitting.seed, draw, 2)),
      )
      for (const tracks of target.slice(0, HEARD)) {
        tracks.forEach((track, place) => {
          const chance = streamOf(mix(sitting.seed, place, own.truth.length), 'target')
          own.truth.push(sitting.answerTo(track, place, chance).reward)
        })
      }
      const { wish, learnt, now, answers, trajectory } = sitting
      const decisions = await composeLearned(wish, { learnt, now, seed: sitting.seed }).weigh(noWait)
      const ids = target.map((tracks) => tracks.map(({ id }) => id))
      for (const decision of decisions)
        own.log.push(
          loggedDecision(decision, { reward: answers[decision.position]?.reward ?? 0, ids, trajectory }),
        )
    }
  }
  return own
}

function targetPlaylist({ wish }: Sitting, seed: number) {
  return compose({ ...wish, random: createRandom(seed) }).tracks
}

/** A row of the service's log as the estimators read it: the actions are its candidates. */
function loggedDecision(
  { position, trackId, candidates, propensity }: WeighedDecision,
  {
    reward,
    ids,
    trajectory,
  }: { reward: number; ids: readonly (readonly string[])[]; trajectory: readonly Affect[] },
): LoggedDecision {
  const wayPoint = trajectory[position]
  const alike = trajectory.flatMap((other, place) =>
    wayPoint !== undefined && distanceBetween(other, wayPoint) === 0 ? [place] : [],
  )
  const probabilityOf = (id: string) =>
    ids.filter((tracks) => alike.some((place) => tracks[place] === id)).length / ids.length / alike.length
  const features = candidates.map((candidate) => Float64Array.from(candidate.features))
  return {
    reward,
    chosen: candidates.findIndex(({ id }) => id === trackId),
    propensity,
    target: candidates.map(({ id }) => probabilityOf(id)),
    featuresOf: (action) => features[action] ?? new Float64Array(),
  }
}
