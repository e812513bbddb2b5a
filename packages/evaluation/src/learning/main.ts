import { join } from 'node:path'
import { type BenchResult, describeMachine, rowsOf, toTable } from '@mooddj/dj/bench/rows'
import { wholeNumber } from '@mooddj/dj/bench/whole-number'
import { parseOptions } from '@mooddj/dj/options'
import { PlainError } from '@mooddj/dj/plain-error'
import { sharedFolder } from '@mooddj/dj/training/run-training'
import { createRandom } from '@mooddj/engine/random'
import { estimatesOf, onPolicyMean } from '../off-policy/estimates.ts'
import {
  banditLog,
  type Impression,
  randomTarget,
  readOpenBandit,
  thompsonTarget,
} from '../off-policy/open-bandit.ts'
import { createProgressLine } from '@mooddj/dj/progress-line'
import { CONTENDERS, type Contender } from './contenders.ts'
import { estimateFigures, type LearnFigure, simulationFigures, tableOf } from './learn-figures.ts'
import { writeOwnLog } from './own-log.ts'
import { type Behaviour, simulate, type SimulationSize } from './simulation.ts'

/** `dj bench learn`: what off-policy estimates are worth on a public log, and what learning is worth in a simulation. */
async function main(args: readonly string[]): Promise<void> {
  const { json, seeds, ...size } = readOptions(args)
  const machine = describeMachine()
  const { goals, figures } = tableOf([
    ...banditFigures(),
    ...simulationFigures(runAll(seeds, size)),
    ...(await ownLogFigures(seeds, size)),
  ])
  const result = { rows: rowsOf(goals, figures), ...machine } satisfies BenchResult
  process.stdout.write(`${json ? JSON.stringify(result) : toTable(result, goals)}\n`)
}

function banditFigures(): LearnFigure[] {
  const folder = join(sharedFolder(), 'data', 'music', 'open-bandit')
  const logs = readOpenBandit(folder)
  if (logs === undefined) {
    process.stderr.write(`The estimates are left out: there is no Open Bandit Dataset in ${folder}.\n`)
    return []
  }
  const { random, thompson } = logs
  const figuresOf = (
    name: string,
    title: string,
    {
      shown,
      target,
      own,
    }: { shown: Impression[]; target: (context: Impression) => readonly number[]; own: Impression[] },
  ) => {
    const chance = createRandom(1)
    const estimates = estimatesOf(banditLog(shown, target), chance)
    const truth = onPolicyMean(
      own.map(({ isClicked }) => (isClicked ? 1 : 0)),
      chance,
    )
    return estimateFigures(`open-bandit.${name}`, title, { estimates, truth })
  }
  const anything = randomTarget()
  return [
    ...figuresOf('thompson-from-random', 'Thompson sampling from the random log', {
      shown: random,
      target: thompsonTarget(thompson),
      own: thompson,
    }),
    ...figuresOf('random-from-thompson', 'random from the log of Thompson sampling', {
      shown: thompson,
      target: () => anything,
      own: random,
    }),
  ]
}

/** The same estimators on the learner's own kind of log, for fewer listeners: every decision takes two times 32 playlists. */
async function ownLogFigures(
  seeds: number,
  { listeners, playlists }: SimulationSize,
): Promise<LearnFigure[]> {
  process.stderr.write('Estimating from the log of simulated listeners.\n')
  const size = { listeners: Math.min(2, listeners), playlists: Math.min(15, playlists) }
  const { log, truth } = await writeOwnLog(Math.min(3, seeds), size)
  const chance = createRandom(1)
  return estimateFigures('simulation.own-log', 'simulation: no learning, from the log of the learner', {
    estimates: estimatesOf(log, chance),
    truth: onPolicyMean(truth, chance),
  })
}

function runAll(seeds: number, size: SimulationSize): ReadonlyMap<Contender, readonly Behaviour[]> {
  const progress = createProgressLine('Simulated seeds', seeds * CONTENDERS.length)
  const runs = new Map(
    CONTENDERS.map((contender) => {
      const behaviours = Array.from({ length: seeds }, (_, seed) => {
        const behaviour = simulate(contender, seed + 1, size)
        progress.step()
        return behaviour
      })
      return [contender, behaviours]
    }),
  )
  progress.end()
  return runs
}

function readOptions(args: readonly string[]): SimulationSize & { json: boolean; seeds: number } {
  const { values } = parseOptions({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '20' },
      listeners: { type: 'string', default: '4' },
      playlists: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    seeds: wholeNumber('--seeds', values.seeds, 1_000),
    listeners: wholeNumber('--listeners', values.listeners, 100),
    playlists: wholeNumber('--playlists', values.playlists, 1_000),
    json: values.json,
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  process.stderr.write(`dj: ${error.message}\n`)
  process.exitCode = 1
}
