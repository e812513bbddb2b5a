import { root } from '@mooddj/dj/places'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A row of the table in ARCHITECTURE.md that says who speaks with whom. */
export interface ArrowRow {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly ports: readonly string[]
  readonly where: string
}

const HEAD = '| who begins | with whom | port | what for | where |'

/** The table, row by row. */
export function readArrowTable(): ArrowRow[] {
  const lines = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n')
  const start = lines.indexOf(HEAD)
  if (start < 0) throw new Error(`ARCHITECTURE.md has no table that begins with ${HEAD}`)
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map((line) => {
    const [from = [], to = [], ports = [], , where = []] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().split(', '))
    return { from, to, ports, where: where.join() }
  })
}

/** The rows that hold in any of these places, arrow by arrow; `everyone` stands for all who are there. */
export function arrowsIn(
  rows: readonly ArrowRow[],
  places: readonly string[],
  everyone: readonly string[],
): Set<string> {
  const arrows = rows
    .filter((row) => row.where === 'everywhere' || places.includes(row.where))
    .flatMap(({ from, to, ports }) =>
      from
        .flatMap((name) => (name === 'everyone' ? everyone : [name]))
        .flatMap((name) => to.flatMap((peer) => ports.map((port) => `${name} → ${peer}:${port}`))),
    )
  return new Set(arrows)
}
