import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { ensureTrainingPython, trainingFolder } from './environment.ts'
import { runChild } from './run-child.ts'

/** What `dj models` hands over to Python. */
type TrainingVerb = 'train' | 'export' | 'quantise'

/**
 * Runs a verb of `models/training` with the options of a person, whose paths are meant from where the person stands, and
 * gives its exit code. Throws a PlainError without the face data or a Python that can train.
 */
export async function runTraining(verb: TrainingVerb, args: readonly string[]): Promise<number> {
  const asksForHelp = args.includes('--help') || args.includes('-h')
  if (!asksForHelp && !existsSync(join(sharedFolder(), 'data', 'faces')))
    throw new PlainError(
      `The face data is missing: there is no data/faces in ${sharedFolder()}. Set MOODDJ_SHARED to the folder that holds data/faces, then try again.`,
    )
  const python = await ensureTrainingPython()
  return runChild(python, ['-m', 'mooddj_training', verb, ...args], {
    stdio: 'inherit',
    env: trainingEnvironment(),
  })
}

/** Where the face pictures are kept, outside the checkout. */
export function sharedFolder(): string {
  return resolve(process.env['MOODDJ_SHARED'] ?? join(root, '..', 'shared'))
}

/** What the training's Python code is run with: its own modules, and every line of output at once. */
export function trainingEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONPATH: trainingFolder, PYTHONUNBUFFERED: '1', MOODDJ_SHARED: sharedFolder() }
}
