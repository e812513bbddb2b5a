import type { Verdict } from '@mooddj/shared/playlist'

/** The reward of a track that was liked. */
export const LIKED = 1
/** The reward of a track that was played to its end. */
export const COMPLETED = 0.7
/** Whoever skips by then has hardly listened. */
const EARLY_SKIP_MS = 30_000

/**
 * What a verdict is worth: a like 1, played to its end 0.7, skipped within 30 s 0; skipped later, the share that was heard of what playing
 * to the end is worth. That it began to play says nothing yet.
 *
 * Of several verdicts on one track of one playlist the best counts, so it does not matter in which order, how late or how often they
 * come: see {@link bestReward}.
 */
export function rewardOf({
  verdict,
  positionMs,
  durationMs,
}: {
  verdict: Verdict
  positionMs: number
  durationMs: number
}): number | undefined {
  switch (verdict) {
    case 'like':
      return LIKED
    case 'complete':
      return COMPLETED
    case 'skip':
      return positionMs <= EARLY_SKIP_MS ? 0 : COMPLETED * Math.min(1, positionMs / durationMs)
    case 'play':
      return undefined
  }
}

/** The one reward of a track in a playlist, from the one it had and another verdict's. */
export function bestReward(before: number | null, reward: number): number {
  return before === null ? reward : Math.max(before, reward)
}
