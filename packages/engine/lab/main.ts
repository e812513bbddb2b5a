import { writeFile } from 'node:fs/promises'
import { type BenchResult, describeMachine, rowsOf, toTable } from '@mooddj/dj/bench/rows'
import { wholeNumber } from '@mooddj/dj/bench/whole-number'
import { parseOptions } from '@mooddj/dj/options'
import { PlainError } from '@mooddj/dj/plain-error'
import { createProgressLine } from '@mooddj/dj/progress-line'
import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed, trackSeedOf } from '../src/track-seed.ts'
import { measureCatalogue, measureCpu } from './catalogue.ts'
import { CATALOGUE_GOALS, catalogueFigures } from './catalogue-goals.ts'
import { FIGURES_FILE, TRIMS_FILE } from './committed.ts'
import { openSoundLab, type SoundLab } from './sound-lab.ts'
import { toCsv, type TrackFigures } from './track-figures.ts'
import { toTrimsModule } from './trims-module.ts'

interface Options {
  seeds: TrackSeed[]
  pages: number
  json: boolean
  write: boolean
}

/** `dj bench catalogue`: renders twenty seconds of every built-in track and says what they measure. */
async function main(args: readonly string[]): Promise<void> {
  const { seeds, pages, json, write } = readOptions(args)
  const machine = describeMachine()
  const labs = await openLabs(pages)
  const progress = createProgressLine('Tracks', seeds.length)
  let tracks: TrackFigures[]
  let cpuShares: number[] = []
  try {
    tracks = await measureCatalogue(seeds, {
      labs,
      trim: write ? 'measured' : 'committed',
      done: progress.step,
    })
    const [lab] = labs
    if (lab) cpuShares = await measureCpu(lab)
  } finally {
    progress.end()
    await Promise.all(labs.map((lab) => lab.close()))
  }
  if (write) await commit(tracks)
  const rows = rowsOf(CATALOGUE_GOALS, catalogueFigures(tracks, cpuShares))
  const result = { rows, ...machine } satisfies BenchResult
  process.stdout.write(`${json ? JSON.stringify(result) : toTable(result, CATALOGUE_GOALS)}\n`)
}

async function openLabs(pages: number): Promise<SoundLab[]> {
  const labs: SoundLab[] = []
  for (let page = 0; page < pages; page += 1) {
    const lab = await openSoundLab()
    if (!lab) throw new PlainError('There is no Chromium on this machine: install chromium, then try again.')
    labs.push(lab)
  }
  return labs
}

/** Puts the figures and the trims that they were measured with into the sources. */
async function commit(tracks: readonly TrackFigures[]): Promise<void> {
  await writeFile(FIGURES_FILE, toCsv(tracks))
  await writeFile(TRIMS_FILE, toTrimsModule(tracks.map(({ trimDb }) => trimDb)))
  process.stderr.write(`Wrote ${FIGURES_FILE.pathname} and ${TRIMS_FILE.pathname}\n`)
}

const MOST_PAGES = 8

function readOptions(args: readonly string[]): Options {
  const { values } = parseOptions({
    args: [...args],
    options: {
      limit: { type: 'string' },
      only: { type: 'string', multiple: true },
      pages: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const { only, json, write } = values
  if (write && (only || values.limit !== undefined))
    throw new PlainError('--write takes the whole catalogue: leave --limit and --only out.')
  const count =
    values.limit === undefined
      ? BUILT_IN_TRACK_COUNT
      : wholeNumber('--limit', values.limit, BUILT_IN_TRACK_COUNT)
  const seeds = only ? only.map(seedOf) : Array.from({ length: count }, (_, index) => trackSeed(index + 1))
  return { seeds, pages: wholeNumber('--pages', values.pages, MOST_PAGES), json, write }
}

function seedOf(id: string): TrackSeed {
  const seed = trackSeedOf(id)
  if (!seed) throw new PlainError(`--only wants the id of a built-in track, as built-in:0042, not ${id}.`)
  return seed
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  process.stderr.write(`dj: ${error.message}\n`)
  process.exitCode = 1
}
