/** One decision of a logging policy, and what another policy, the target, would have made of it. */
export interface LoggedDecision {
  /** What the chosen action earned. */
  reward: number
  /** The chosen action, by its index. */
  chosen: number
  /** How probable the logging policy was to choose it: above 0, at most 1. */
  propensity: number
  /** How probable the target is to choose each action: 0 to 1 each, together at most 1. */
  target: readonly number[]
  /** What is known of an action before it is chosen; all vectors of a log are of one length. */
  featuresOf(action: number): Float64Array
}
