import { cpus, loadavg } from 'node:os'

/** What a figure is held to. */
export interface Goal {
  /** The figure as a person calls it. */
  title: string
  unit: string
  /** What it must reach, what it should reach, and whether more of it is better. Without it, the figure only informs. */
  held?: { floor: number; aim: number; better: 'more' | 'less' }
}

/** One figure of a bench as `--json` prints it; names stay the same from run to run. */
export interface Row {
  name: string
  /** Null when it could not be measured here. */
  value: number | null
  floor: number | null
  aim: number | null
  unit: string
  /** Why it could not be measured. */
  reason?: string
}

/** All that a bench prints with `--json`. */
export interface BenchResult {
  rows: Row[]
  cpu: string
  /** The machine's load average over the minute before the bench. */
  load: number
}

/** A figure, or why there is none. */
export type Figure = number | { reason: string }

/** Figures by name; those without one of the goals' names do not exist. */
export type Figures<Name extends string> = Readonly<Record<Name, Figure>>

/** The rows of a bench, in the order of its goals. */
export function rowsOf<Name extends string>(
  goals: Readonly<Record<Name, Goal>>,
  figures: Figures<Name>,
): Row[] {
  const rows: Row[] = []
  for (const name in goals) {
    const { unit, held } = goals[name]
    const figure = figures[name]
    const isThere = typeof figure === 'number' && Number.isFinite(figure)
    rows.push({
      name,
      value: isThere ? rounded(figure) : null,
      floor: held?.floor ?? null,
      aim: held?.aim ?? null,
      unit,
      ...(!isThere && { reason: typeof figure === 'number' ? 'nothing was counted' : figure.reason }),
    })
  }
  return rows
}

/** How a figure stands to what it is held to. */
export function verdictOf({ value, floor, aim }: Row, better: 'more' | 'less'): Verdict {
  if (value === null || floor === null || aim === null) return ''
  const reaches = (goal: number) => (better === 'more' ? value >= goal : value <= goal)
  return reaches(aim) ? 'aim met' : reaches(floor) ? 'floor met' : 'MISSED'
}
export type Verdict = 'aim met' | 'floor met' | 'MISSED' | ''

/** The machine and how busy it is before a bench adds to it. */
export function describeMachine(): Pick<BenchResult, 'cpu' | 'load'> {
  return { cpu: cpus()[0]?.model.trim() ?? 'unknown', load: loadavg()[0] ?? 0 }
}

/** The table for a person: value, floor, aim and whether it is met. */
export function toTable<Name extends string>(
  { rows, cpu, load }: BenchResult,
  goals: Readonly<Record<Name, Goal>>,
): string {
  const goalOf = new Map<string, Goal>(Object.entries(goals))
  const lines = rows.map((row): string[] => {
    const goal = goalOf.get(row.name)
    const held = goal?.held
    return [
      goal?.title ?? row.name,
      row.value === null ? '–' : `${shown(row.value)} ${row.unit}`.trim(),
      row.floor === null ? '' : shown(row.floor),
      row.aim === null ? '' : shown(row.aim),
      row.reason ?? (held ? verdictOf(row, held.better) : ''),
    ]
  })
  const table = [['figure', 'value', 'floor', 'aim', ''], ...lines]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  return [
    `${cpu}, ${cpus().length} cores, load average ${load.toFixed(1)} before`,
    '',
    ...table.map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    ),
  ].join('\n')
}

function shown(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 100 ? value.toFixed(0) : String(value)
}

/** Four digits: more is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
