import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'

const longestBytes = 5 * 1024 * 1024

/** The logs of the processes: one file each, kept short. */
export interface LogFiles {
  /** Gives `use` the log's descriptor, opened for appending, and closes it afterwards. */
  readonly withLog: <Result>(name: string, use: (descriptor: number) => Result) => Result
  /** Where a process's log lies. */
  readonly fileOf: (name: string) => string
  /** The last line that says what went wrong, else the last one. */
  readonly lastWords: (name: string) => string
  /** Moves what has grown past 5 MiB aside; one older piece is kept. The processes go on writing to the same file. */
  readonly bound: () => void
}

/** The logs in a folder. */
export function openLogFiles(folder: string): LogFiles {
  mkdirSync(folder, { recursive: true })
  const names = new Set<string>()
  const fileOf = (name: string) => join(folder, `${name}.log`)
  return {
    fileOf,
    withLog: (name, use) => {
      names.add(name)
      const descriptor = openSync(fileOf(name), 'a', 0o600)
      try {
        return use(descriptor)
      } finally {
        closeSync(descriptor)
      }
    },
    lastWords: (name) => {
      const file = fileOf(name)
      const text = existsSync(file) ? readFileSync(file, 'utf8').slice(-20_000) : ''
      const lines = text.trimEnd().split('\n')
      const line = lines.findLast((line) => /error|fatal|cannot|failed/i.test(line) && !/^\s+at /.test(line))
      return (line ?? lines.at(-1) ?? '').trim().slice(0, 300)
    },
    bound: () => {
      for (const file of [...names].map(fileOf)) {
        if (!existsSync(file) || statSync(file).size < longestBytes) continue
        copyFileSync(file, `${file}.1`)
        truncateSync(file)
      }
    },
  }
}
