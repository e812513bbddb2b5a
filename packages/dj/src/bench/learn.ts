import { join } from 'node:path'
import { root } from '../places.ts'
import { runChild } from '../training/run-child.ts'

/** `dj bench learn`: hands over to the evaluation's program, which may run the learner's own code. Gives its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const program = join(root, 'packages', 'evaluation', 'src', 'learning', 'main.ts')
  return runChild(process.execPath, [program, ...args], { stdio: 'inherit' })
}
