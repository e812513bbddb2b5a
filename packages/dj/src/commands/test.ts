import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from '../chromium.ts'
import { openLogFiles } from '../log-files.ts'
import { prepareModels } from '../models.ts'
import { dataFolder, root } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { ensureTrainingPython } from '../training/environment.ts'
import { buildWeb, isWebBuilt } from '../web-build.ts'

/** What is checked before the tests run, by the name it is asked for. */
const checks = {
  lint: ['oxlint', '--deny-warnings'],
  format: ['oxfmt', '--check'],
  unused: ['knip', '--no-progress', '--no-config-hints'],
  types: ['pnpm', 'types'],
} as const

const testTimeoutMs = 180_000

/** `dj test`: every check, then every test in one run of node's own runner, whose count is the last thing printed. */
export async function run(args: readonly string[]): Promise<number> {
  const packages = readPackages()
  const unknown = args.find((name) => !(name in checks) && !packages.has(name))
  if (unknown !== undefined) {
    const known = [...Object.keys(checks), ...packages.keys()].join(', ')
    throw new PlainError(`dj test does not know ${unknown}: it knows ${known}.`)
  }
  const isWanted = (name: string) => args.length === 0 || args.includes(name)
  const chosen = [...packages].filter(([name]) => isWanted(name))
  const failed = Object.entries(checks)
    .filter(([name]) => isWanted(name))
    .filter(([name, command]) => !passes(name, command))
    .map(([name]) => name)
  const files = chosen.flatMap(([, folder]) =>
    globSync('test/**/*.test.ts', { cwd: folder }).map((file) => join(folder, file)),
  )
  if (files.length === 0) return report(failed, 0)
  const isChosen = (...names: readonly string[]) => chosen.some(([name]) => names.includes(name))
  await prepare(isChosen('tests'))
  if (isChosen('dj', 'inference')) await prepareTraining()
  if (failed.length > 0) console.log(`\n✖ Failed so far: ${failed.join(', ')}`)
  return report(failed, runTests(files))
}

/** The packages' folders by their short names. */
function readPackages(): ReadonlyMap<string, string> {
  const parents = ['packages', 'services', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name): [string, string] => [name, join(root, parent, name)]),
  )
  return new Map([...parents, ['tests', join(root, 'tests')]])
}

function passes(name: string, [command, ...args]: readonly string[]): boolean {
  const began = performance.now()
  console.log(`\n▸ ${name}`)
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` }
  const { status } = spawnSync(command ?? '', args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${seconds} s)`)
  return status === 0
}

/** Puts in place what the tests need besides the sources; the browser and the page's build only for the whole house. */
async function prepare(isWholeHouse: boolean): Promise<void> {
  const logs = openLogFiles(join(dataFolder(), 'logs'))
  await prepareModels(logs)
  if (!isWholeHouse) return
  console.log(`\n▸ preparing the browser and the page`)
  ensureChromium()
  if (!isWebBuilt()) await buildWeb(logs)
}

/** Puts the training's Python in place; where that cannot be, its tests say that they are skipped. */
async function prepareTraining(): Promise<void> {
  console.log(`\n▸ preparing the training's Python`)
  try {
    await ensureTrainingPython()
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    console.log(`· ${error.message} The tests of the training are skipped.`)
  }
}

function runTests(files: readonly string[]): number {
  console.log(`\n▸ tests`)
  // Two files at a time: every file brings its own servers, and CI's machines have two cores. A file whose test
  // failed half-way may still hold a socket open: once its tests have an outcome it is not waited for.
  const options = [
    '--test',
    '--test-concurrency=2',
    `--test-timeout=${testTimeoutMs}`,
    '--test-force-exit',
    '--test-reporter=spec',
  ]
  const shared = join(root, '..', 'shared')
  const env = {
    ...process.env,
    ...(existsSync(shared) && { MOODDJ_SHARED: process.env['MOODDJ_SHARED'] ?? shared }),
  }
  const { status } = spawnSync(process.execPath, [...options, ...files], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status ?? 1
}

function report(failed: readonly string[], testStatus: number): number {
  if (failed.length > 0) console.error(`dj: failed before the tests: ${failed.join(', ')}`)
  return failed.length > 0 || testStatus !== 0 ? 1 : 0
}
