import { PlainError } from '../plain-error.ts'

const benches: ReadonlyMap<
  string,
  () => Promise<{ readonly run: (args: readonly string[]) => Promise<number> }>
> = new Map([
  ['card', () => import('../bench/card.ts')],
  ['catalogue', () => import('../bench/catalogue.ts')],
  ['compose', () => import('../bench/compose.ts')],
  ['frame', () => import('../bench/frame.ts')],
  ['learn', () => import('../bench/learn.ts')],
  ['live', () => import('../bench/live.ts')],
  ['overload', () => import('../bench/overload.ts')],
  ['web', () => import('../bench/web.ts')],
])

/** `dj bench WHAT`: exit code 0 when it could be measured, whatever the figures; for `live`, when every socket stayed open as well. */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  const load = benches.get(what ?? '')
  if (load === undefined)
    throw new PlainError(`dj bench knows ${[...benches.keys()].join(', ')}: see ./dj help.`)
  return (await load()).run(args)
}
