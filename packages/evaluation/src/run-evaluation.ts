import { PlainError } from '@mooddj/dj/plain-error'
import { confineDecoder } from '@mooddj/inference/decode-picture'
import {
  type EmotionEntry,
  type Manifest,
  REPOSITORY_ROOT,
  chooseModels,
  readManifest,
} from '@mooddj/inference/manifest'
import { prepareModels } from '@mooddj/inference/prepare-models'
import { type Choice, chooseRows, describeLeftOut } from './choose-rows.ts'
import { timeContestants } from './clock.ts'
import type { Contestant } from './contestant.ts'
import { type Absence, type Entries, chooseEntries, openMoodNets, openPeers } from './contestants.ts'
import { type Verdicts, evaluate } from './evaluate.ts'
import { readLabels } from './labels-file.ts'
import type { Options } from './options.ts'
import { type PictureStore, openPictureStore } from './picture-store.ts'
import { timePipeline } from './pipeline-clock.ts'
import { type Report, reportOf } from './report.ts'

/** Measures every network that is asked for on the same rows. Tells on standard error how it goes. Throws {@link PlainError}. */
export async function runEvaluation(options: Options): Promise<Report> {
  confineDecoder()
  const rows = await readLabels(options.labels)
  const choice = chooseRows(rows, options)
  say(`${choice.samples.length} rows to look at, ${describeLeftOut(choice.leftOut)}.`)
  if (Object.keys(choice.leftOut).includes('split train'))
    say(
      'The networks learned from the split train, so it is left out; --split train measures it all the same.',
    )
  const root = options.modelsRoot ?? REPOSITORY_ROOT
  const manifest = await readManifest(root).catch((cause: unknown) => {
    throw new PlainError(`${cause instanceof Error ? cause.message : String(cause)}.`, { cause })
  })
  const entries = chooseEntries(manifest, options.models)
  const store = await openPictureStore(options.images)
  try {
    return await measure(choice, { options, store, root, manifest, entries })
  } finally {
    store.close()
  }
}

interface Stage {
  options: Options
  store: PictureStore
  root: string
  manifest: Manifest
  entries: Entries
}

async function measure(
  { samples, leftOut }: Choice,
  { options, store, root, manifest, entries }: Stage,
): Promise<Report> {
  const { crop } = options
  const detectors = crop === 'none' ? undefined : chooseModels(manifest)
  await prepare(root, entries, detectors !== undefined)
  const watches = crop === 'live'
  const moodNets = await openMoodNets(root, entries, watches ? detectors : undefined)
  if (watches && options.peers !== 'none')
    say('The public networks follow nobody from frame to frame: before a camera only ours are measured.')
  const { peers, absent } = await openPeers(watches ? 'none' : options.peers, entries[0])
  tellAbsence(absent)
  const contestants = [...moodNets, ...peers]
  const verdicts = await evaluate(samples, { store, contestants, root, crop, detectors })
  tellGaps(verdicts, samples.length, options)
  const pipeline = new Map<Contestant, number>()
  for (const [index, entry] of entries.entries()) {
    const contestant = moodNets[index]
    if (detectors !== undefined && contestant !== undefined)
      pipeline.set(contestant, await timePipeline(samples, { store, root, models: detectors, entry }))
  }
  const times = { face: await timeContestants(contestants), pipeline }
  return reportOf(verdicts, { leftOut, crop, absent, times })
}

/** Sees that the files of the networks that will run are there and are the ones the manifest means. */
async function prepare(root: string, entries: readonly EmotionEntry[], detects: boolean): Promise<void> {
  const failures = await prepareModels(root, (entry) =>
    entry.task === 'detect' ? detects : entries.some(({ name }) => name === entry.name),
  )
  if (failures.length > 0) throw new PlainError(failures.join(' '))
}

function tellAbsence(absent: readonly Absence[]): void {
  for (const { name, reason } of absent) say(`${name} does not take part: ${reason}.`)
}

const NAMED = 5

function tellGaps({ missing, undecodable }: Verdicts, rows: number, { labels, images }: Options): void {
  for (const [files, what] of [
    [missing, 'not found'],
    [undecodable, 'not a picture that can be read'],
  ] as const) {
    if (files.length === 0) continue
    const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : ''
    say(`${files.length} of ${rows} ${what}: ${files.slice(0, NAMED).join(', ')}${more}.`)
  }
  if (missing.length + undecodable.length === rows)
    throw new PlainError(
      `None of the pictures that ${labels} names can be read from ${images}: check that they belong together.`,
    )
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
