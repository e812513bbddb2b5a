import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { dataFolder } from '@mooddj/dj/places'
import { PlainError } from '@mooddj/dj/plain-error'
import { drawConfusion } from './confusion-picture.ts'
import { type Options, readOptions } from './options.ts'
import type { Report } from './report.ts'
import { runEvaluation } from './run-evaluation.ts'
import { describeReport } from './tables.ts'

/** `dj models eval`: measures, writes what was asked for, and prints the tables. */
async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const report = await runEvaluation(options)
  process.stdout.write(`\n${describeReport(report)}\n`)
  if (options.json !== undefined) {
    await write(resolve(options.json), `${JSON.stringify(report, null, 2)}\n`)
    process.stdout.write(`\nThe figures are in ${options.json}\n`)
  }
  process.stdout.write(`\nThe confusion matrices are drawn in ${await drawAll(report, options)}\n`)
}

async function drawAll({ models }: Report, { pictures }: Options): Promise<string> {
  const folder = resolve(pictures ?? join(dataFolder(), 'evaluation'))
  for (const model of models) await write(join(folder, `${model.name}-confusion.png`), drawConfusion(model))
  return folder
}

async function write(path: string, content: string | Buffer): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  } catch (cause) {
    throw new PlainError(`${path} cannot be written: choose a folder that is yours and has room.`, { cause })
  }
}

// Whoever reads the tables may have seen enough (`| head`): the files are written all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  process.stderr.write(`dj: ${error.message}\n`)
  process.exitCode = 1
}
