import { type BenchResult, describeMachine, type Row, rowsOf, toTable } from '@mooddj/dj/bench/rows'
import { wholeNumber } from '@mooddj/dj/bench/whole-number'
import { parseOptions } from '@mooddj/dj/options'
import { PlainError } from '@mooddj/dj/plain-error'
import { COMPOSE_GOALS, HELD_GOALS, SOURCES } from './goals.ts'
import { figuresOf } from './measure.ts'
import { MEASURES, METHODS } from './methods.ts'
import { readSources } from './sources.ts'

/** `dj bench compose`: how well trajectories are kept, beside three simple ways, and how long composing takes. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '20' },
      draws: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  })
  const effort = {
    seeds: wholeNumber('--seeds', values.seeds, 1_000),
    draws: wholeNumber('--draws', values.draws, 100),
  }
  const machine = describeMachine()
  const sources = await readSources()
  for (const { title, candidates } of sources)
    if ('reason' in candidates) process.stderr.write(`Without ${title}: ${candidates.reason}.\n`)
  const figures = figuresOf(sources, effort, (line) => process.stderr.write(`${line}\n`))
  const result: BenchResult = { rows: rowsOf(COMPOSE_GOALS, figures), ...machine }
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : tables(result))
}

/** What the composer is held to, then a table a source with a column a method. */
function tables({ rows, ...machine }: BenchResult): string {
  const byName = new Map(rows.map((row) => [row.name, row]))
  const held = rows.filter(({ name }) => name in HELD_GOALS)
  const ofSources = Object.entries(SOURCES).map(([source, title]) => {
    const lines = MEASURES.map((measure) => [
      measure,
      ...METHODS.map((method) => cell(byName, `${source}-${measure}-${method}`)),
    ])
    return `${title}, every emotion to happy and calm: median [95 % interval]\n${columns([['', ...METHODS], ...lines])}`
  })
  return `${[toTable({ rows: held, ...machine }, HELD_GOALS), ...ofSources].join('\n\n')}\n`
}

function cell(rows: ReadonlyMap<string, Row>, name: string): string {
  const value = rows.get(name)?.value
  if (value === undefined || value === null) return '–'
  const shown = (end: string) => (rows.get(`${name}${end}`)?.value ?? NaN).toPrecision(2)
  return `${value.toPrecision(3)} [${shown('-low')}, ${shown('-high')}]`
}

function columns(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  )
  return table
    .map((cells) =>
      cells
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  process.stderr.write(`dj: ${error.message}\n`)
  process.exitCode = 1
}
