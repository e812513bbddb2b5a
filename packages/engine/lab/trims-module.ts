import { ENGINE_VERSION } from '../src/engine-version.ts'

const PER_LINE = 16

/** The source of `src/trims.ts`: decibels by track number, a bound number to a line. */
export function toTrimsModule(trimsDb: readonly number[]): string {
  const lines = Array.from({ length: Math.ceil(trimsDb.length / PER_LINE) }, (_, line) =>
    trimsDb
      .slice(line * PER_LINE, (line + 1) * PER_LINE)
      .map((trim) => trim.toFixed(1))
      .join(' '),
  )
  return [
    '/** The engine whose sound these were measured of. */',
    `export const TRIMS_ENGINE = ${ENGINE_VERSION}`,
    '',
    '/** By track number, from 1: decibels that bring it to the target loudness. Written by `dj bench catalogue --write`. */',
    'export const TRIMS_DB: readonly number[] = `',
    ...lines.map((line) => `  ${line}`),
    '`',
    '  .trim()',
    '  .split(/\\s+/)',
    '  .map(Number)',
    '',
  ].join('\n')
}
