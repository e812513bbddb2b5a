import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from './plain-error.ts'
import { root } from './places.ts'
import { runTests } from './test-run.ts'

const folder = join(root, 'tests', 'containers')
/** A roll-out under load takes minutes on a machine with two cores. */
const TEST_TIMEOUT_MS = 600_000
const ANSWERS_WITHIN_MS = 30_000

/**
 * Builds all images and runs the suites that need a container engine. Without one it says what is not run and how to get one, which is an
 * error in CI (`CI` is set) and none at a desk. Gives the exit code.
 */
export function runContainerTests(): number {
  const files = globSync('*.test.ts', { cwd: folder }).toSorted()
  const missing = findMissing()
  if (missing !== undefined) {
    const skipped = files.flatMap((file) => [`  tests/containers/${file}`, ...titlesIn(file)])
    const sentence = `${missing} Not run:\n${skipped.join('\n')}\nInstall Docker Engine 26 or newer with Compose (https://docs.docker.com/engine/install), start it, and try again; DOCKER_HOST names one elsewhere on this machine.`
    if (process.env['CI']) throw new PlainError(sentence)
    console.log(`· ${sentence}`)
    return 0
  }
  console.log('\n▸ images')
  const began = performance.now()
  if (!succeeds(['compose', '--progress=plain', 'build', '--quiet']))
    throw new PlainError('The images could not be built: what failed is above.')
  console.log(`✔ images (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  succeeds(['image', 'ls', 'mooddj/*'])
  return runTests(
    files.map((file) => join(folder, file)),
    { concurrency: 1, timeoutMs: TEST_TIMEOUT_MS },
  )
}

/** What is missing to run containers, as a sentence. */
function findMissing(): string | undefined {
  const answers = (...args: string[]) =>
    spawnSync('docker', args, { stdio: 'ignore', timeout: ANSWERS_WITHIN_MS }).status === 0
  if (!answers('info')) return 'No container engine answers.'
  return answers('compose', 'version') ? undefined : 'The container engine has no Compose.'
}

function succeeds(args: readonly string[]): boolean {
  return spawnSync('docker', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

/** What each test of a file shows, as it is written there. */
function titlesIn(file: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8')
  return [...text.matchAll(/^\s*test\([`'](.+?)[`'],/gm)].map(([, title]) => `    ${title}`)
}
