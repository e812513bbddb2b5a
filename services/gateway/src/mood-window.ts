import { EMOTIONS, type Emotion, type Probabilities, dominantEmotion } from '@mooddj/shared/emotion'
import type { Affect } from '@mooddj/shared/affect'

/** One clear reading of one face, and when it arrived by the caller's clock, ms. */
export interface Glimpse extends Affect {
  readonly at: number
  readonly probabilities: Probabilities
  readonly faces: number
}

/** What a window of glimpses amounts to. */
export interface Impression extends Affect {
  /** Mean probability of each emotion. */
  readonly means: Probabilities
  /** The emotion of the highest mean. */
  readonly leader: Emotion
  /** The share of glimpses whose own dominant emotion is the leader. */
  readonly agreement: number
  readonly faces: number
}

const SPAN_MS = 2_500
/** Where frames come slowly, fewer than eight in the span, this many may reach further back. */
const SPARSE_COUNT = 8
const SPARSE_SPAN_MS = 8_000
/** Bounds the window whatever the frame rate. */
const COUNT_MAX = 100

/** The glimpses that still count at `now`: those of the last 2.5 s, or the last eight of 8 s where frames come slowly. */
export function recentGlimpses(glimpses: readonly Glimpse[], now: number): readonly Glimpse[] {
  return glimpses
    .slice(-COUNT_MAX)
    .filter(
      ({ at }, index, all) =>
        now - at <= SPAN_MS || (all.length - index <= SPARSE_COUNT && now - at <= SPARSE_SPAN_MS),
    )
}

/** Whether there is enough to judge by: eight glimpses over 1.5 s, or four over 4 s where frames come slowly. */
export function isEnough(glimpses: readonly Glimpse[]): boolean {
  const [first] = glimpses
  const last = glimpses.at(-1)
  if (first === undefined || last === undefined) return false
  const span = last.at - first.at
  return (glimpses.length >= 8 && span >= 1_500) || (glimpses.length >= 4 && span >= 4_000)
}

/** The means over a window; undefined over an empty one. */
export function impressionOf(glimpses: readonly Glimpse[]): Impression | undefined {
  const last = glimpses.at(-1)
  if (last === undefined) return undefined
  const mean = (of: (glimpse: Glimpse) => number) =>
    glimpses.reduce((sum, glimpse) => sum + of(glimpse), 0) / glimpses.length
  const means: Probabilities = { happy: 0, sad: 0, angry: 0, neutral: 0, surprise: 0, fear: 0, disgust: 0 }
  for (const emotion of EMOTIONS) means[emotion] = mean(({ probabilities }) => probabilities[emotion])
  const leader = dominantEmotion(means)
  return {
    means,
    leader,
    agreement: mean(({ probabilities }) => (dominantEmotion(probabilities) === leader ? 1 : 0)),
    valence: mean(({ valence }) => valence),
    arousal: mean(({ arousal }) => arousal),
    faces: last.faces,
  }
}
