import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** A folder for one test file, removed at its end. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-evaluation-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes lines, one below the other, and gives the path. */
export function writeLines(folder: string, name: string, lines: readonly string[], lineEnd = '\n'): string {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => line + lineEnd).join(''))
  return path
}
