import type { SessionFigures } from './simulated-session.ts'

/** What a run of simulated sessions amounts to. */
export interface LiveFigures {
  sent: number
  answered: number
  sentPerSecond: number
  answeredPerSecond: number
  /** From the camera to the mood, ms. */
  ageMs: { p50: number; p90: number; p99: number; max: number }
  heldBack: number
  dropped: number
  slow: number
  errors: number
  settled: number
  /** Frames answered by the session that got fewest and most of them, and the one by the other. */
  perSession: { fewest: number; most: number; fairness: number }
  /** Sockets that did not stay open. */
  closed: number
}

/** Sums sessions up over so many seconds. */
export function summarize(sessions: readonly SessionFigures[], seconds: number): LiveFigures {
  const sum = (of: (figures: SessionFigures) => number) =>
    sessions.reduce((total, figures) => total + of(figures), 0)
  const ages = sessions.flatMap((figures) => figures.ages).toSorted((a, b) => a - b)
  const answers = sessions.map(({ answered }) => answered)
  const [fewest, most] = [Math.min(...answers), Math.max(...answers)]
  const sent = sum((figures) => figures.sent)
  const answered = sum((figures) => figures.answered)
  return {
    sent,
    answered,
    sentPerSecond: round(sent / seconds),
    answeredPerSecond: round(answered / seconds),
    ageMs: {
      p50: quantile(ages, 0.5),
      p90: quantile(ages, 0.9),
      p99: quantile(ages, 0.99),
      max: round(ages.at(-1) ?? 0),
    },
    heldBack: sum((figures) => figures.heldBack),
    dropped: sum((figures) => figures.dropped),
    slow: sum((figures) => figures.slow),
    errors: sum((figures) => figures.errors),
    settled: sum((figures) => figures.settled),
    perSession: { fewest, most, fairness: most === 0 ? 0 : round(fewest / most) },
    closed: sessions.filter(({ closedWith }) => closedWith !== undefined).length,
  }
}

/** The value below which this share of sorted values lies (nearest rank). */
export function quantile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
