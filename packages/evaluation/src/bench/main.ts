import { FRAME_GOALS } from '@mooddj/dj/bench/frame-goals'
import { type BenchResult, describeMachine, rowsOf, toTable } from '@mooddj/dj/bench/rows'
import { wholeNumber } from '@mooddj/dj/bench/whole-number'
import { parseOptions } from '@mooddj/dj/options'
import { PlainError } from '@mooddj/dj/plain-error'
import { confineDecoder } from '@mooddj/inference/decode-picture'
import { oneViewOf } from '@mooddj/inference/emotion-classifier'
import { REPOSITORY_ROOT, chooseModels, readManifest } from '@mooddj/inference/manifest'
import { prepareModels } from '@mooddj/inference/prepare-models'
import { createProgressLine } from '@mooddj/dj/progress-line'
import { openField } from './contenders.ts'
import { frameFiguresOf } from './frame-figures.ts'
import { multiplyAddsOfNetwork } from './network-work.ts'
import { countFixtureFaces } from './ours.ts'
import { type Rounds, runRounds } from './rounds.ts'

/** `dj bench frame`: what one frame costs us and others. */
async function main(args: readonly string[]): Promise<void> {
  const { json, ...rounds } = readOptions(args)
  const machine = describeMachine()
  const result = { rows: rowsOf(FRAME_GOALS, await measure(rounds)), ...machine } satisfies BenchResult
  process.stdout.write(`${json ? JSON.stringify(result) : toTable(result, FRAME_GOALS)}\n`)
}

async function measure(rounds: Rounds) {
  confineDecoder()
  const root = REPOSITORY_ROOT
  const failures = await prepareModels(root)
  if (failures.length > 0) throw new PlainError(failures.join(' '))
  const models = chooseModels(await readManifest(root))
  process.stderr.write('Opening our networks and the public ones.\n')
  const { contenders, absent } = await openField(root, models)
  for (const [name, reason] of absent) process.stderr.write(`${name} does not take part: ${reason}.\n`)
  const progress = createProgressLine('Bursts', (rounds.rounds + 1) * contenders.size)
  const cpuMs = await runRounds(contenders, rounds, () => progress.step())
  progress.end()
  for (const contender of contenders.values()) await contender.close?.()
  return frameFiguresOf({
    cpuMs,
    absent,
    work: await multiplyAddsOfNetwork(root, oneViewOf(models.emotion)),
    fixtureFaces: await countFixtureFaces(root, models, { width: 640, path: 'looking-always' }),
  })
}

const BURST = { least: 0.01, most: 60 }

function readOptions(args: readonly string[]): Rounds & { json: boolean } {
  const { values } = parseOptions({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '7' },
      'seconds-per-burst': { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  })
  const text = values['seconds-per-burst']
  const secondsPerBurst = Number(text)
  if (!(secondsPerBurst >= BURST.least && secondsPerBurst <= BURST.most))
    throw new PlainError(
      `--seconds-per-burst wants a number from ${BURST.least} to ${BURST.most}, not ${text}.`,
    )
  return { rounds: wholeNumber('--rounds', values.rounds, 100), secondsPerBurst, json: values.json }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  process.stderr.write(`dj: ${error.message}\n`)
  process.exitCode = 1
}
