import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endHouse } from '../claim.ts'
import { parseOptions } from '../options.ts'
import { dataFolder, outsideFolder } from '../places.ts'

/** `dj down`: ends every process that up started and nothing else; with --purge, removes what they kept. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: { purge: { type: 'boolean', default: false } },
  })
  const data = dataFolder()
  const ran = await endHouse(data, (line) => console.log(line))
  console.log(ran ? 'Mood DJ has ended.' : 'Mood DJ was not running.')
  if (values.purge) purge(data)
  return 0
}

/** What was downloaded (tools, packages) stays: it holds nothing of anybody, and fetching it again takes minutes. */
function purge(data: string): void {
  const kept = ['postgres', 'redis', 'nats', 'secrets', 'logs', 'run', 'test', 'ports.json']
  const paths = [...kept.map((name) => join(data, name)), outsideFolder(data)].filter(existsSync)
  for (const path of paths) rmSync(path, { recursive: true, force: true })
  const backups = join(data, 'backups')
  if (existsSync(backups)) console.log(`Backups stay until you remove them: ${backups}`)
  console.log(paths.length === 0 ? 'There was no data to remove.' : `Removed ${paths.join(', ')}`)
}
