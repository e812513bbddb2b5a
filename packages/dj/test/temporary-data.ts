import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataFolder } from '@mooddj/dj/places'

/** A data folder of a test's own. It shares the downloads of the real one, so that nothing is fetched twice. */
export function createTemporaryData() {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-dj-'))
  chmodSync(folder, 0o755)
  const packages = join(dataFolder(), 'packages')
  if (existsSync(packages)) symlinkSync(packages, join(folder, 'packages'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
