import { join } from 'node:path'
import { dataFolder, root } from '../places.ts'
import { runChild } from '../training/run-child.ts'

/** `dj models eval`: hands over to the evaluation's program, which reads the options. Gives its exit code. */
export async function evalModels(args: readonly string[]): Promise<number> {
  const program = join(root, 'packages', 'evaluation', 'src', 'main.ts')
  return runChild(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, MOODDJ_DATA: dataFolder() },
  })
}
