import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Strategy, Target, Track } from '@mooddj/shared/playlist'
import type { Candidate } from './catalogue.ts'
import { type Choice, searchPath } from './cheer-up.ts'
import { COMPOSER_DEFAULTS, type ComposerConfig } from './composer-config.ts'
import { type ContextLean, NO_LEAN } from './context/lean.ts'
import { fitCandidates } from './fit-candidates.ts'
import { matchTracks } from './match.ts'
import type { Taste } from './pool.ts'
import { NO_PREFERENCE, type Preference } from './preference.ts'
import { cheerUpTrajectory, holdLength, matchTrajectory } from './trajectory.ts'
import { type Place, reasonsWhy } from './why.ts'
import { ENGLISH } from './words/english.ts'
import type { Words } from './words/words.ts'

/** What a playlist is composed from. */
export interface ComposeRequest {
  strategy: Strategy
  /** Only for `cheer-up`; default `happy`. */
  target?: Target
  /** The listener's point. */
  point: Affect
  /** What the point is called. */
  emotion?: Emotion
  /** 5 to 30; a playlist is shorter only where there are fewer candidates. */
  length: number
  candidates: readonly Candidate[]
  /** Numbers in [0, 1): small chance among near-equal candidates, so that tomorrow's playlist differs. */
  random: () => number
  /** Ids heard lately: chosen only where nothing else is near. */
  recentlyPlayed?: ReadonlySet<string>
  /** What the learner makes of candidates: it re-ranks those near a way-point, and never moves one. */
  preference?: Preference
  /** Ids of which the listener may be told that they liked tracks like these; all that are preferred, unless told. */
  liked?: ReadonlySet<string>
  /** Which way the hour and the weather lean: they shift the target and the mix. */
  lean?: ContextLean
  /** Targets, hold, ease, caps and weights, where a deployment has its own. */
  config?: ComposerConfig
  /** In which the reasons are told; English by default. */
  words?: Words
}

export interface Composition {
  /** The way-points, one a track. */
  trajectory: Affect[]
  /** In playing order, each with its `why`; no track or song twice, no artist twice in a row where the candidates allow it. */
  tracks: Track[]
}

const NOTHING_PLAYED: ReadonlySet<string> = new Set()

/** The way-points of a playlist, one a track; a learner may look at what is near them before anything is chosen. */
export function plan(request: Omit<ComposeRequest, 'random'>): Affect[] {
  return planFor(request, fitCandidates(request.candidates))
}

function planFor(
  {
    strategy,
    target = 'happy',
    point,
    emotion,
    length: wanted,
    lean = NO_LEAN,
    config = COMPOSER_DEFAULTS,
  }: Omit<ComposeRequest, 'random'>,
  candidates: readonly Candidate[],
): Affect[] {
  const length = Math.min(wanted, candidates.length)
  switch (strategy) {
    case 'match':
      return matchTrajectory({ point, emotion, length }, config)
    case 'cheer-up':
      return cheerUpTrajectory({ point, goal: shifted(config.targets[target], lean.shift), length }, config)
  }
}

/** Composes a playlist. Pure: the same request and the same random numbers give the same playlist. */
export function compose(request: ComposeRequest): Composition {
  const {
    strategy,
    point,
    random,
    recentlyPlayed = NOTHING_PLAYED,
    preference = NO_PREFERENCE,
    liked,
    lean = NO_LEAN,
    config = COMPOSER_DEFAULTS,
    words = ENGLISH,
  } = request
  const candidates = fitCandidates(request.candidates)
  const trajectory = planFor(request, candidates)
  const { length } = trajectory
  const taste: Taste = { recentlyPlayed, preference, mix: lean.mix }
  switch (strategy) {
    case 'match': {
      const around = trajectory[0] ?? point
      const weights = config.match
      const chosen = matchTracks({ point: around, length, candidates, taste, weights, random })
      return { trajectory, tracks: explained(chosen, { lean, liked, words }, () => 'match') }
    }
    case 'cheer-up': {
      const chosen = searchPath({ trajectory, candidates, taste, weights: config.cheerUp, random })
      const hold = holdLength(length, config)
      const placeOf = (index: number) => (index < hold ? 'hold' : index === length - 1 ? 'arrival' : 'step')
      return { trajectory, tracks: explained(chosen, { lean, liked, words }, placeOf) }
    }
  }
}

function explained(
  chosen: readonly Choice[],
  {
    lean: { moment },
    liked,
    words,
  }: { lean: ContextLean; liked: ReadonlySet<string> | undefined; words: Words },
  placeOf: (index: number) => Place,
): Track[] {
  // A preference may also be curiosity, which is not told as liking.
  const tellable = chosen.map(({ near, reasons }) => ({
    near,
    reasons: reasons.filter(({ term }) => term !== 'preference' || (liked?.has(near.candidate.id) ?? true)),
  }))
  const whys = reasonsWhy(tellable, { moment, words, placeOf })
  return chosen.map(({ near }, index) => trackOf(near.candidate, whys[index] ?? ''))
}

/** What is told of a chosen track: not how sure its features are, nor by what name the mix knows it. */
function trackOf(candidate: Candidate, why: string): Track {
  const { id, title, artist, source, durationMs, valence, arousal, tempo, key, url } = candidate
  const told = { id, title, artist, source, durationMs, valence, arousal, tempo, key, why }
  return url === undefined ? told : { ...told, url }
}

function shifted({ valence, arousal }: Affect, shift: Affect): Affect {
  const held = (coordinate: number) => Math.min(1, Math.max(-1, coordinate))
  return { valence: held(valence + shift.valence), arousal: held(arousal + shift.arousal) }
}
