import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Value from 'typebox/value'
import { PlainError } from './plain-error.ts'
import { ProcessIdentity, hasCode, identify, isAlive } from './process-identity.ts'
import { waitUntil } from './wait.ts'

/**
 * Runs a task while no other process runs one under the same lock file. A lock whose holder has died is taken over.
 * Throws a PlainError after ten minutes of waiting.
 */
export async function withLock<Result>(file: string, task: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true })
  if (!(await waitUntil(() => takeLock(file), 600_000, 100)))
    throw new PlainError(`Another dj has held ${file} for ten minutes: end it, or remove that file.`)
  try {
    return await task()
  } finally {
    rmSync(file, { force: true })
  }
}

function takeLock(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' })
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    if (!isHeld(file)) rmSync(file, { force: true })
    return false
  }
}

function isHeld(file: string): boolean {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Value.Check(ProcessIdentity, holder) && isAlive(holder)
  } catch (error) {
    // Written by half or already gone: its maker is about to finish, or has finished. Ask again later.
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return true
    throw error
  }
}
