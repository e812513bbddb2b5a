import { spawnSync } from 'node:child_process'
import { globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { runContainerTests } from '../container-tests.ts'
import { prepareTests, runTests } from '../test-run.ts'
import { ensureTrainingPython } from '../training/environment.ts'

/** What is checked before the tests run, by the name it is asked for. */
const checks = {
  lint: ['oxlint', '--deny-warnings'],
  format: ['oxfmt', '--check'],
  unused: ['knip', '--no-progress', '--no-config-hints'],
  types: ['pnpm', 'types'],
  licences: ['node', 'packages/dj/src/supply/check-licences.ts'],
  secrets: ['node', 'packages/dj/src/supply/check-secrets.ts'],
} as const

/** Has to be asked for: it wants a container engine. */
const CONTAINERS = 'containers'

/**
 * `dj test`: every check, then every test in one run of node's own runner, whose count is the last thing printed. `dj test containers` runs what
 * needs a container engine instead.
 */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length === 1 && args[0] === CONTAINERS) return runContainerTests()
  const packages = readPackages()
  const unknown = args.find((name) => !(name in checks) && !packages.has(name))
  if (unknown !== undefined) {
    const known = [...Object.keys(checks), ...packages.keys(), `${CONTAINERS} (alone)`].join(', ')
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
  await prepareTests(isChosen('tests'))
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

function report(failed: readonly string[], testStatus: number): number {
  if (failed.length > 0) console.error(`dj: failed before the tests: ${failed.join(', ')}`)
  return failed.length > 0 || testStatus !== 0 ? 1 : 0
}
