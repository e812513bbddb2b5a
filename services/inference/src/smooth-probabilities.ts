import { EMOTIONS, type Probabilities } from '@mooddj/shared/emotion'

/**
 * In this time a new expression comes to count for two thirds (1 − 1/e), ms. Long enough that what one frame shows does not flicker,
 * ten times shorter than the window over which the gateway settles a mood: the window's means stay what they are, a quarter of a second
 * later (decision 010).
 */
const SMOOTHING_MS = 250

/**
 * What a face shows, averaged exponentially over time, whatever the frame rate. Sums to one as its parts do.
 * @param passedMs since `before`
 */
export function smoothProbabilities(
  before: Probabilities,
  now: Probabilities,
  passedMs: number,
): Probabilities {
  const fresh = 1 - Math.exp(-Math.max(0, passedMs) / SMOOTHING_MS)
  const smoothed = { ...now }
  for (const emotion of EMOTIONS)
    smoothed[emotion] = before[emotion] + fresh * (now[emotion] - before[emotion])
  return smoothed
}
