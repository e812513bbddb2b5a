import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { openLogFiles } from './log-files.ts'
import { prepareModels } from './models.ts'
import { dataFolder, root } from './places.ts'
import { buildWeb, isWebBuilt } from './web-build.ts'

const testTimeoutMs = 180_000

/** Puts in place what the tests need besides the sources; the browser and the page's build only for the whole house. */
export async function prepareTests(isWholeHouse: boolean): Promise<void> {
  const logs = openLogFiles(join(dataFolder(), 'logs'))
  await prepareModels(logs)
  if (!isWholeHouse) return
  console.log(`\n▸ preparing the browser and the page`)
  ensureChromium()
  if (!isWebBuilt()) await buildWeb(logs)
}

/** Runs test files, absolute paths, and gives the exit code; `settings` are added to their environment. */
export function runTests(files: readonly string[], settings: Readonly<Record<string, string>> = {}): number {
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
