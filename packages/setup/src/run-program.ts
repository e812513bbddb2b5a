import { PlainError } from './plain-error.ts'

/** Runs a program's one task: its outcome is a line, and a failure that a person can mend is told in plain words with exit code 1. */
export async function runProgram(task: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await task()}\n`)
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    process.stderr.write(`setup: ${error.message}\n`)
    process.exitCode = 1
  }
}
