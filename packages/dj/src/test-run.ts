import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { openLogFiles } from './log-files.ts'
import { prepareModels } from './models.ts'
import { dataFolder, root } from './places.ts'
import { buildWeb, isWebBuilt } from './web-build.ts'

/** How tests are run. */
interface TestRun {
  /** Added to their environment. */
  readonly settings?: Readonly<Record<string, string>>
  /** Files at a time. Two, as every file brings its own servers and CI's machines have two cores. */
  readonly concurrency?: number
  /** How long one test may take. */
  readonly timeoutMs?: number
}

/** Puts in place what the tests need besides the sources; the browser and the page's build only for the whole house. */
export async function prepareTests(isWholeHouse: boolean): Promise<void> {
  const logs = openLogFiles(join(dataFolder(), 'logs'))
  await prepareModels(logs)
  if (!isWholeHouse) return
  console.log(`\n▸ preparing the browser and the page`)
  ensureChromium()
  if (!isWebBuilt()) await buildWeb(logs)
}

/** Runs test files, absolute paths, and gives the exit code. */
export function runTests(
  files: readonly string[],
  { settings = {}, concurrency = 2, timeoutMs = 180_000 }: TestRun = {},
): number {
  console.log(`\n▸ tests`)
  // A file whose test failed half-way may still hold a socket open: once its tests have an outcome it is not waited for.
  const options = [
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${timeoutMs}`,
    '--test-force-exit',
    '--test-reporter=spec',
  ]
  const shared = join(root, '..', 'shared')
  const env = {
    ...process.env,
    ...settings,
    ...(existsSync(shared) && { MOODDJ_SHARED: process.env['MOODDJ_SHARED'] ?? shared }),
  }
  const { status } = spawnSync(process.execPath, [...options, ...files], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status ?? 1
}
