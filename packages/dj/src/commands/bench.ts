import { run as runLive } from '../bench/live.ts'
import { PlainError } from '../plain-error.ts'

/** `dj bench live`: exit code 0 when every socket stayed open and frames were answered. */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  if (what !== 'live') throw new PlainError('dj bench measures one thing so far: ./dj bench live.')
  return runLive(args)
}
