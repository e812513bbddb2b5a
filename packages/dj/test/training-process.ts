import { findTrainingPython } from '@mooddj/dj/training/environment'
import { trainingEnvironment } from '@mooddj/dj/training/run-training'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** The Python that training runs in; empty where none is prepared. */
export const python = findTrainingPython() ?? ''

/** Why a test that needs it is skipped, or false. */
export const lacksPython =
  python === '' && 'no Python is prepared for training: ./dj models train prepares it'

/** Runs a program to its end and gives its exit code and what it said, output before complaints. */
export async function run(command: string, args: readonly string[], cwd: string) {
  const child = spawn(command, args, { cwd, env: trainingEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, said: `${out}${err}` }
}
