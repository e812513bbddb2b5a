import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.ts'
import type { LogFiles } from './log-files.ts'
import { root } from './places.ts'
import { runStep } from './run-step.ts'
import { ownEnvironment } from './services.ts'

const folder = join(root, 'apps', 'web')
const stamp = join(folder, '.next', 'sources')

/** Whether the page's production build is there and made from the sources as they are now. */
export function isWebBuilt(): boolean {
  return (
    existsSync(join(folder, '.next', 'BUILD_ID')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest()
  )
}

/** Builds the page for production, unless that was done. Two that start at the same time take turns. */
export function buildWeb(logs: LogFiles, signal?: AbortSignal): Promise<void> {
  return withLock(join(folder, 'node_modules', '.build-lock'), async () => {
    if (!isWebBuilt()) await build(logs, signal)
  })
}

async function build(logs: LogFiles, signal: AbortSignal | undefined): Promise<void> {
  const sources = digest()
  const step = {
    name: 'web-build',
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'build'],
    cwd: folder,
    env: { ...ownEnvironment(), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  }
  await runStep(step, logs, signal)
  writeFileSync(stamp, sources)
}

/** A digest of everything the build is made from. */
function digest(): string {
  const patterns = [
    'apps/web/**',
    'packages/{shared,engine,card}/{src/**,package.json}',
    'pnpm-lock.yaml',
    'tsconfig.base.json',
  ]
  const exclude = (path: string) =>
    /(^|\/)(node_modules|\.next|test|next-env\.d\.ts)$|\.tsbuildinfo$/.test(path)
  const hash = createHash('sha256')
  for (const path of globSync(patterns, { cwd: root, exclude }).toSorted()) {
    const file = join(root, path)
    if (!statSync(file).isFile()) continue
    hash.update(`${path}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
