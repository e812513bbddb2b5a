import { SpotifyProblem } from './spotify-problem.ts'

/** What one playlist may cost. A new app has about 1,100 calls a day for all its listeners together. */
export const CALLS_PER_PLAYLIST = 15

/** Counts calls and refuses those beyond. One budget is one undertaking's: a repeated call counts again. */
export interface CallBudget {
  /** @throws {SpotifyProblem} `budget-spent`, before anything is sent */
  spend(): void
  spent(): number
  left(): number
}

export function createCallBudget(calls: number = CALLS_PER_PLAYLIST): CallBudget {
  let spent = 0
  return {
    spend() {
      if (spent >= calls) throw new SpotifyProblem('budget-spent')
      spent += 1
    },
    spent: () => spent,
    left: () => calls - spent,
  }
}
