import type { EmotionPoints } from '@mooddj/shared/affect'
import { type Emotion, EMOTIONS } from '@mooddj/shared/emotion'
import type { AdviceCode, MoodReading, Settled } from '@mooddj/shared/mood'
import { type Glimpse, impressionOf, type Impression, isEnough, recentGlimpses } from './mood-window.ts'
import { obstacleOf } from './obstacle.ts'

/** The mood that a session holds, and whether the camera or the listener's own hand set it. */
export interface HeldMood {
  readonly settled: Settled
  readonly source: 'camera' | 'override'
}

/** What settling remembers of one session. */
export interface MoodState {
  readonly glimpses: readonly Glimpse[]
  /** The obstacles of the last readings, newest last. */
  readonly obstacles: readonly (AdviceCode | undefined)[]
  readonly held: HeldMood | undefined
  readonly advice: { readonly code: AdviceCode; readonly saidAt: number } | undefined
}

/** What a listener is to be told now, if anything. */
export type Told = { kind: 'settled'; held: HeldMood } | { kind: 'advice'; code: AdviceCode } | undefined

export const UNSETTLED: MoodState = { glimpses: [], obstacles: [], held: undefined, advice: undefined }

/** An obstacle counts once most of the last five readings have one, so that a single missed face changes nothing. */
const OBSTACLE_WINDOW = 5
const OBSTACLE_MAJORITY = 3
const ADVICE_AGAIN_MS = 3_000
/** A mood settles with this mean probability, this share of glimpses behind it and this distance to the next emotion. */
const CONFIDENCE = 0.45
const AGREEMENT = 0.65
const LEAD = 0.1
/** Another emotion replaces the one that holds only with this much more; the one that holds is let go below this. */
const REPLACING_CONFIDENCE = 0.5
const REPLACING_LEAD = 0.15
const LETTING_GO = 0.25
/** The same emotion is told again when its point has moved so far in the plane. */
const MOVED = 0.25

/** Takes one reading in. Pure: `now` is the caller's clock, ms, never going back. */
export function settle(
  state: MoodState,
  reading: MoodReading,
  now: number,
): { state: MoodState; told: Told } {
  if (state.held?.source === 'override') return { state, told: undefined }
  const obstacle = obstacleOf(reading)
  const seen = [...state.obstacles, obstacle].slice(-OBSTACLE_WINDOW)
  const [face] = reading.faces
  const before = recentGlimpses(state.glimpses, now)
  const glimpses =
    obstacle !== undefined || face === undefined
      ? before
      : [
          ...before,
          {
            at: now,
            probabilities: face.probabilities,
            valence: face.valence,
            arousal: face.arousal,
            faces: 1,
          },
        ]
  const next = { ...state, obstacles: seen, glimpses }
  const obstacles = seen.filter((code) => code !== undefined)
  if (obstacles.length >= OBSTACLE_MAJORITY)
    return advise({ ...next, glimpses: [] }, mostCommon(obstacles), now)
  // While the last obstacle is not yet outvoted there is nothing new to judge by.
  if (obstacle !== undefined || !isEnough(glimpses)) return { state: next, told: undefined }
  const impression = impressionOf(glimpses)
  return impression === undefined ? { state: next, told: undefined } : judge(next, impression, now)
}

/** The listener's own word: holds at once and until {@link reset}. */
export function override(
  emotion: Emotion,
  points: EmotionPoints,
  now: number,
): { state: MoodState; told: Told } {
  const settled = { emotion, ...points[emotion], confidence: 1, faces: 0, since: now }
  const held: HeldMood = { settled, source: 'override' }
  return { state: { ...UNSETTLED, held }, told: { kind: 'settled', held } }
}

/** Forgets what holds and what was seen. */
export function reset(): MoodState {
  return UNSETTLED
}

/** Goes on from the mood that a resumed session held. */
export function resumed(held: HeldMood | undefined): MoodState {
  return { ...UNSETTLED, held }
}

function judge(state: MoodState, impression: Impression, now: number): { state: MoodState; told: Told } {
  const { leader, means } = impression
  const holding = state.held?.settled
  if (holding === undefined) {
    return isSettled(impression) ? hold(state, impression, now) : advise(state, 'low-confidence', now)
  }
  if (leader === holding.emotion)
    return hasMoved(holding, impression) ? hold(state, impression, holding.since) : calm(state)
  const replaces =
    isSettled(impression) &&
    means[leader] >= REPLACING_CONFIDENCE &&
    means[leader] - means[holding.emotion] >= REPLACING_LEAD
  if (replaces) return hold(state, impression, now)
  return means[holding.emotion] < LETTING_GO ? advise(state, 'low-confidence', now) : calm(state)
}

function isSettled({ leader, means, agreement }: Impression): boolean {
  const next = Math.max(...EMOTIONS.filter((emotion) => emotion !== leader).map((emotion) => means[emotion]))
  return means[leader] >= CONFIDENCE && agreement >= AGREEMENT && means[leader] - next >= LEAD
}

function hasMoved(holding: Settled, { valence, arousal }: Impression): boolean {
  return Math.hypot(valence - holding.valence, arousal - holding.arousal) >= MOVED
}

function hold(
  state: MoodState,
  { leader, means, valence, arousal, faces }: Impression,
  since: number,
): { state: MoodState; told: Told } {
  const settled = { emotion: leader, valence, arousal, confidence: Math.min(1, means[leader]), faces, since }
  const held: HeldMood = { settled, source: 'camera' }
  return { state: { ...state, held, advice: undefined }, told: { kind: 'settled', held } }
}

function advise(state: MoodState, code: AdviceCode, now: number): { state: MoodState; told: Told } {
  const { advice } = state
  const isNews = advice?.code !== code || now - advice.saidAt >= ADVICE_AGAIN_MS
  return {
    state: { ...state, held: undefined, advice: isNews ? { code, saidAt: now } : advice },
    told: isNews ? { kind: 'advice', code } : undefined,
  }
}

function calm(state: MoodState): { state: MoodState; told: Told } {
  return { state: { ...state, advice: undefined }, told: undefined }
}

/** The code met most often; among equals the one met last. */
function mostCommon<T>(codes: readonly T[]): T {
  const [first] = codes
  if (first === undefined) throw new RangeError('there is no most common of nothing')
  const count = (code: T) => codes.filter((other) => other === code).length
  return codes.reduce((best, code) => (count(code) >= count(best) ? code : best), first)
}
