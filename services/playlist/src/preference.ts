/**
 * What a learner makes of candidates: id → score from −1 (skipped whenever it comes) to 1 (liked whenever it comes). A candidate without a
 * score counts 0.
 */
export type Preference = ReadonlyMap<string, number>

export const NO_PREFERENCE: Preference = new Map()

/** From here on a listener may be told that their liking counted. */
export const NOTICED_PREFERENCE = 0.3

/** A candidate's score as the composer counts it: held to −1…1, and 0 where it is no number. */
export function preferenceFor(preference: Preference, id: string): number {
  const score = preference.get(id) ?? 0
  return Number.isNaN(score) ? 0 : Math.min(1, Math.max(-1, score))
}
