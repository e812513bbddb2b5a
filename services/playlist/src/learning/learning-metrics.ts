import { Counter, type Registry } from 'prom-client'

/** What may be said in numbers about learning; of nobody in particular. */
export interface LearningMetrics {
  updated(change: 'first' | 'revised' | 'nothing'): void
  logged(rows: number): void
  swept(rows: number): void
  /** Whether chance chose a track or what was expected; the share of `explored` is the exploration share. */
  chosen(isExplored: boolean): void
  unweighed(): void
}

export function createLearningMetrics(metrics: Registry): LearningMetrics {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers: [metrics] })
  const updates = counter('mooddj_learning_updates_total', 'Answers by what they changed in a belief', [
    'change',
  ])
  const rows = counter('mooddj_learning_log_rows_total', 'Rows of the decision log written and swept', [
    'fate',
  ])
  const choices = counter('mooddj_learning_choices_total', 'Tracks by what chose them', ['by'])
  const unweighed = counter('mooddj_learning_unweighed_total', 'Playlists whose propensities stay unknown')
  return {
    updated: (change) => updates.inc({ change }),
    logged: (count) => rows.inc({ fate: 'written' }, count),
    swept: (count) => rows.inc({ fate: 'swept' }, count),
    chosen: (isExplored) => choices.inc({ by: isExplored ? 'chance' : 'expectation' }),
    unweighed: () => unweighed.inc(),
  }
}
