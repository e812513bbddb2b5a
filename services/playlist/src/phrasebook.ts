/** Hands out wordings so that none is worn out: the one said least often so far, the earlier of equals. */
export interface Phrasebook {
  choose(wordings: readonly [string, ...string[]]): string
}

/** A phrasebook for one playlist. */
export function createPhrasebook(): Phrasebook {
  const said = new Map<string, number>()
  const timesOf = (wording: string) => said.get(wording) ?? 0
  return {
    choose(wordings) {
      const chosen = wordings.reduce((best, wording) => (timesOf(wording) < timesOf(best) ? wording : best))
      said.set(chosen, timesOf(chosen) + 1)
      return chosen
    },
  }
}
