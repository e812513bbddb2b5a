import { join } from 'node:path'
import { openLogFiles } from '../log-files.ts'
import { prepareModels } from '../models.ts'
import { dataFolder } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { runTraining } from '../training/run-training.ts'
import { evalModels } from './models-eval.ts'

const verbs: ReadonlyMap<string, (args: readonly string[]) => Promise<number>> = new Map([
  ['prepare', prepare],
  ['eval', evalModels],
  ['train', (args) => runTraining('train', args)],
  ['export', (args) => runTraining('export', args)],
  ['quantise', (args) => runTraining('quantise', args)],
])

/** `dj models VERB` */
export async function run([name, ...args]: readonly string[]): Promise<number> {
  const verb = verbs.get(name ?? '')
  if (verb === undefined)
    throw new PlainError(`dj models knows ${[...verbs.keys()].join(', ')}: see ./dj help.`)
  return verb(args)
}

async function prepare(): Promise<number> {
  await prepareModels(openLogFiles(join(dataFolder(), 'logs')))
  console.log('The models are in place.')
  return 0
}
