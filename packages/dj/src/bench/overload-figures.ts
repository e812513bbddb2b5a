import { coresUsed, houseFiguresOf, plumbingShare } from './house-figures.ts'
import type { LoadFigures } from './load.ts'
import type { OverloadName } from './overload-goals.ts'
import type { Figures } from './rows.ts'

/** What the four loads met. */
export interface OverloadRun {
  light: { bareMs: readonly number[]; runs: readonly LoadFigures[] }
  flood: { figures: LoadFigures; seconds: number }
  normal: LoadFigures
  over: { figures: LoadFigures; seconds: number }
}

/** All figures of `dj bench overload`. */
export function overloadFiguresOf({
  light,
  flood,
  normal,
  over: { figures: over, seconds },
}: OverloadRun): Figures<OverloadName> {
  const lightMs = medianOf(light.runs.map(({ ageMs }) => ageMs.p50))
  const bareMs = medianOf(light.bareMs)
  return {
    'age-p99-overload-over-normal': over.ageMs.p99 / normal.ageMs.p99,
    'added-age': lightMs - bareMs,
    ...houseFiguresOf({ load: flood.figures, seconds: flood.seconds }, normal),
    capacity: flood.figures.answeredPerSecond,
    'cores-at-capacity': coresUsed(flood.figures, flood.seconds),
    'age-p50-light': lightMs,
    'bare-p50': bareMs,
    'age-p50-normal': normal.ageMs.p50,
    'age-p99-normal': normal.ageMs.p99,
    'age-p50-overload': over.ageMs.p50,
    'age-p99-overload': over.ageMs.p99,
    'offered-overload': over.sentPerSecond,
    'answered-overload': over.answeredPerSecond,
    'cores-at-overload': coresUsed(over, seconds),
    'listener-cores-at-overload': over.listenerCores,
    'gateway-and-nats-share-overload': plumbingShare(over),
    'fairness-overload': over.perSession.fairness,
    'unanswered-overload': over.sent - over.answered,
    'told-overload': over.dropped,
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper
  return (lower + upper) / 2
}
