import { join } from 'node:path'
import { root } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { prepareTests, runTests } from '../test-run.ts'

/** `dj looks`: holds every view against its kept picture; `dj looks accept` keeps what is seen now instead. */
export async function run(args: readonly string[]): Promise<number> {
  const [wish, ...rest] = args
  if ((wish !== undefined && wish !== 'accept') || rest.length > 0)
    throw new PlainError('dj looks takes nothing, or accept: see ./dj help.')
  await prepareTests(true)
  const views = join(root, 'tests', 'test', 'views.test.ts')
  return runTests([views], { settings: { MOODDJ_LOOKS: wish ?? 'compare' } })
}
