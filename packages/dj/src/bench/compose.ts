import { join } from 'node:path'
import { dataFolder, root } from '../places.ts'
import { runChild } from '../training/run-child.ts'

/** `dj bench compose`: hands over to the evaluation's program, which has the composer. Gives its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const program = join(root, 'packages', 'evaluation', 'src', 'composer', 'main.ts')
  return runChild(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, MOODDJ_DATA: dataFolder() },
  })
}
