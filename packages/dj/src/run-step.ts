import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LogFiles } from './log-files.ts'
import { PlainError } from './plain-error.ts'

interface Step {
  /** Its log's name, and what the person reads when it fails. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** Runs a program to its end with its output in a log. Throws a PlainError when it fails or `signal` aborts it. */
export async function runStep(step: Step, logs: LogFiles, signal?: AbortSignal): Promise<void> {
  const child = logs.withLog(step.name, (output) =>
    spawn(step.command, step.args, {
      cwd: step.cwd,
      env: step.env,
      stdio: ['ignore', output, output],
      ...(signal && { signal }),
    }),
  )
  // `once` rejects when the program could not be started or was aborted.
  const [code, by] = await once(child, 'exit')
  if (code === 0) return
  throw new PlainError(
    `${step.name} failed (${code === null ? by : `exit code ${code}`}). Its last words: ${logs.lastWords(step.name)} — all of them are in ${logs.fileOf(step.name)}.`,
  )
}
