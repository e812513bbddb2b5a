import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../lock.ts'
import { PlainError } from '../plain-error.ts'

const run = promisify(execFile)

/** Debian packages unpacked into a folder: nothing is installed, no service of the system is touched, no root needed. */
export interface Unpacked {
  /** The folder that stands for `/`. */
  readonly folder: string
}

/**
 * Downloads Debian's packages with what they need and the machine lacks, and unpacks them into `<base>/packages/root`.
 * apt works on lists, cache and state of its own there, so the system's stay as they are. A name
 * that ends in `-*` stands for the one with the highest number there. Packages unpacked earlier are not fetched again.
 * Throws a PlainError without apt, network or disk space.
 */
export async function unpackPackages(
  base: string,
  names: readonly string[],
  say: (line: string) => void,
): Promise<Unpacked> {
  const home = join(base, 'packages')
  const unpacked = { folder: join(home, 'root') }
  const isThere = () => names.every((name) => existsSync(stamp(home, name)))
  if (isThere()) return unpacked
  if (!existsSync('/usr/bin/apt-get'))
    throw new PlainError(
      `This system has no apt: install ${names.map(plainName).join(', ')} with its own package manager, then try again.`,
    )
  await withLock(join(home, 'lock'), async () => {
    if (isThere()) return
    say(`Fetching Debian's packages of ${names.map(plainName).join(', ')}`)
    await fetchAndUnpack(home, names)
  })
  return unpacked
}

/** Whether this package was unpacked here earlier. */
export function findUnpacked(base: string, name: string): boolean {
  return existsSync(stamp(join(base, 'packages'), name))
}

async function fetchAndUnpack(home: string, names: readonly string[]): Promise<void> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'state', 'root'])
    mkdirSync(join(home, folder), { recursive: true })
  await apt(home, 'apt-get', ['update'])
  const chosen = await Promise.all(names.map((name) => choose(home, name)))
  await apt(home, 'apt-get', ['install', '--no-install-recommends', '--download-only', '-y', ...chosen])
  const archives = join(home, 'cache/archives')
  for (const file of readdirSync(archives)) {
    // The C library must stay the system's own: programs of the system are run with the same library path.
    if (!file.endsWith('.deb') || file.startsWith('libc6_')) continue
    await run('dpkg-deb', ['-x', join(archives, file), join(home, 'root')])
  }
  rmSync(join(home, 'cache'), { recursive: true })
  rmSync(join(home, 'lists'), { recursive: true })
  for (const name of names) writeFileSync(stamp(home, name), '')
}

/** The name itself; for one that ends in `-*`, the known name with the highest number there. */
async function choose(home: string, name: string): Promise<string> {
  if (!name.endsWith('-*')) return name
  const known = (await apt(home, 'apt-cache', ['pkgnames', name.slice(0, -1)])).split('\n')
  const numbers = known.map((each) => each.slice(name.length - 1)).filter((rest) => /^\d+$/.test(rest))
  if (numbers.length === 0)
    throw new PlainError(
      `This system's package sources have no ${plainName(name)}: install it yourself, then try again.`,
    )
  return `${name.slice(0, -1)}${Math.max(...numbers.map(Number))}`
}

async function apt(home: string, tool: string, args: readonly string[]): Promise<string> {
  const options = {
    'Dir::State::lists': join(home, 'lists'),
    'Dir::Cache': join(home, 'cache'),
    'Dir::State': join(home, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    // The user _apt that apt would change to may not reach the data folder; there is no lock of the system to take.
    'APT::Sandbox::User': 'root',
    'Debug::NoLocking': '1',
    'Acquire::Retries': '3',
  }
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
    return (await run(tool, [...flags, '-q', ...args], { env, maxBuffer: 1 << 26 })).stdout
  } catch (cause) {
    throw new PlainError(explain(cause instanceof Error ? cause.message : String(cause)), { cause })
  }
}

function explain(output: string): string {
  if (/No space left|not have enough free space/i.test(output))
    return "The disk is full: Debian's packages need about 300 MB; make room and try again."
  if (
    /Temporary failure|Could not (resolve|connect)|Failed to fetch|Connection (failed|timed out)/i.test(
      output,
    )
  )
    return "Debian's packages could not be downloaded: check the network (and apt's proxy), then try again."
  const reason = output.split('\n').find((line) => line.startsWith('E: '))
  return `apt could not get the servers' packages (${reason ?? 'no reason given'}): run apt-get update to see why.`
}

function stamp(home: string, name: string): string {
  return join(home, `has-${plainName(name)}`)
}

/** A package's name without its version: any PostgreSQL that was unpacked is one. */
function plainName(name: string): string {
  return name.replace(/-(\*|\d+)$/, '')
}

/** The environment in which a program of unpacked packages finds its libraries. */
export function unpackedEnvironment(unpacked: Unpacked): NodeJS.ProcessEnv {
  const folders = ['usr/lib', 'lib'].flatMap((parent) => {
    const folder = join(unpacked.folder, parent)
    const triplets = existsSync(folder)
      ? readdirSync(folder).filter((name) => name.includes('-linux-gnu'))
      : []
    return [...triplets.map((name) => join(folder, name)), folder]
  })
  return { LD_LIBRARY_PATH: folders.join(':') }
}

/** The operating system's name and version, as it gives them itself. */
export function systemName(): string {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /PRETTY_NAME="(.*)"/.exec(release)?.[1] ?? process.platform
}
