import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { open, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import { PlainError } from '../plain-error.ts'
import { hasCode } from '../process-identity.ts'

const SUMS = 'SHA256SUMS'
const MOST_PARTS = 32
/** Letters, digits and what stands between them; a folder at most one deep. Nothing that leaves the folder. */
const PART_NAME = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9]+)?(\/[a-z0-9][a-z0-9-]*(\.[a-z0-9]+)?)?$/

/**
 * Makes one tar of parts that lie in a folder, and of their SHA-256 sums in the form that `sha256sum -c` reads. The file appears whole or
 * not at all, readable by its owner only. Throws a PlainError when there is such a file already.
 */
export async function writeArchive(file: string, folder: string, parts: readonly string[]): Promise<void> {
  const sums = await Promise.all(parts.map(async (part) => `${await sha256(join(folder, part))}  ${part}\n`))
  await writeFile(join(folder, SUMS), sums.join(''), { mode: 0o600 })
  const whole = join(folder, 'whole.tar')
  const tar = pack()
  const writing = pipeline(tar, createWriteStream(whole, { mode: 0o600, flush: true }))
  const adding = (async () => {
    for (const part of [...parts.slice(0, 1), SUMS, ...parts.slice(1)]) {
      const path = join(folder, part)
      const entry = tar.entry({ name: part, size: statSync(path).size, mode: 0o600 })
      await pipeline(createReadStream(path), entry)
    }
    tar.finalize()
  })()
  await Promise.all([writing, adding])
  requireAbsent(file)
  renameSync(whole, file)
  const parent = await open(dirname(file), 'r')
  await parent.sync()
  await parent.close()
}

/** Throws a PlainError when there is something at this path. */
export function requireAbsent(file: string): void {
  if (existsSync(file))
    throw new PlainError(`${file} is there already: name another file, or remove it first.`)
}

/**
 * Unpacks such a tar into a folder and holds every part against its sum. Gives the parts' names. Throws a PlainError when it is none, is cut
 * off, or differs from what was written by a single bit.
 */
export async function readArchive(file: string, folder: string): Promise<string[]> {
  if (!existsSync(file)) throw new PlainError(`There is no file ${file}.`)
  const parts: string[] = []
  try {
    await unpack(file, folder, parts)
  } catch (cause) {
    if (cause instanceof PlainError || hasCode(cause, 'ENOSPC')) throw cause
    throw damaged(file, cause instanceof Error ? cause.message : String(cause))
  }
  if (!parts.includes(SUMS)) throw damaged(file, 'its list of parts is missing')
  const listed = readSums(await readFile(join(folder, SUMS), 'utf8'))
  for (const part of parts.filter((name) => name !== SUMS)) {
    const sum = listed.get(part)
    if (sum === undefined || sum !== (await sha256(join(folder, part))))
      throw damaged(file, `${part} is not what it was`)
    listed.delete(part)
  }
  if (listed.size > 0) throw damaged(file, `${[...listed.keys()].join(', ')} is missing`)
  return parts.filter((name) => name !== SUMS)
}

async function unpack(file: string, folder: string, parts: string[]): Promise<void> {
  const tar = extract()
  const reading = pipeline(createReadStream(file), tar)
  // Whatever ends it early ends the loop, too, which says so.
  reading.catch(() => undefined)
  for await (const entry of tar) {
    const { name, type } = entry.header
    const isExpected = type === 'file' && (name === SUMS || PART_NAME.test(name)) && !parts.includes(name)
    if (!isExpected || parts.length >= MOST_PARTS)
      throw new PlainError(`${file} is no backup of Mood DJ: it holds ${JSON.stringify(name)}.`)
    parts.push(name)
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 })
    await pipeline(entry, createWriteStream(join(folder, name), { mode: 0o600 }))
  }
  await reading
}

function readSums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [sum = '', name = ''] = line.split('  ')
      return [name, sum]
    }),
  )
}

function damaged(file: string, detail: string): PlainError {
  return new PlainError(
    `${file} is damaged or no backup (${detail}): nothing was touched; take another backup.`,
  )
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** A folder beside a file for what it is made of, empty and for its owner only; what a killed predecessor left there is removed. */
export function openPartsFolder(path: string): { folder: string; remove(): void } {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return { folder: path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
