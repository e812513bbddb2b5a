import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PlainError } from '../plain-error.ts'

const fileOf = (data: string) => join(data, 'run', 'restoring')

/**
 * Does what replaces a house's data, with a mark beside them until it has an outcome. Whoever is killed in between leaves the mark: the stream
 * may then be newer than the database, or the other way round.
 */
export async function withRestoreMark<Result>(data: string, task: () => Promise<Result>): Promise<Result> {
  const file = fileOf(data)
  const isSecondTry = existsSync(file)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${new Date().toISOString()}\n`, { flush: true })
  try {
    const result = await task()
    rmSync(file)
    return result
  } catch (error) {
    // It leaves everything as it was: also as an earlier one left it that was cut short.
    if (!isSecondTry) rmSync(file)
    throw error
  }
}

/** Throws a PlainError when a restore of this data folder was cut short. */
export function requireNoHalfRestore(data: string): void {
  if (existsSync(fileOf(data)))
    throw new PlainError(
      `A restore was cut short, so the database and the events may not fit together: run it again with ./dj restore FILE --replace (or, to go on as it is, remove ${fileOf(data)}).`,
    )
}
