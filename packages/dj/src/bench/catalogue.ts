import { join } from 'node:path'
import { ensureChromium } from '../chromium.ts'
import { dataFolder, root } from '../places.ts'
import { runChild } from '../training/run-child.ts'

/** `dj bench catalogue`: hands over to the engine's program, which renders every track in Chromium. Gives its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  ensureChromium()
  const program = join(root, 'packages', 'engine', 'lab', 'main.ts')
  return runChild(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, MOODDJ_DATA: dataFolder() },
  })
}
