import type { Contestant } from './contestant.ts'

const WARM_UP = 10
const ROUNDS = 12
/** In a round, each network runs this often and at least this long. */
const ROUND = { runs: 8, milliseconds: 20 }

/**
 * Milliseconds of one face through each bare network: the median of about a hundred single calls or more on one thread after a warm-up. The
 * networks take turns in rounds, so that a busy moment of the machine falls on all of them.
 */
export async function timeContestants(contestants: readonly Contestant[]): Promise<Map<Contestant, number>> {
  const times = new Map(contestants.map((contestant) => [contestant, [] as number[]]))
  for (const contestant of contestants) {
    for (let run = 0; run < WARM_UP; run++) await contestant.runOnce()
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [contestant, taken] of times) {
      let spent = 0
      for (let run = 0; run < ROUND.runs || spent < ROUND.milliseconds; run++) {
        const began = performance.now()
        await contestant.runOnce()
        const milliseconds = performance.now() - began
        taken.push(milliseconds)
        spent += milliseconds
      }
    }
  }
  return new Map([...times].map(([contestant, taken]) => [contestant, medianOf(taken)]))
}

/** The middle of the sorted values, NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper
  return (lower + upper) / 2
}
