import { dataFolder, reachableFolder } from '@mooddj/dj/places'
import { unpackPackages } from '@mooddj/dj/servers/packages'
import { findProgram } from '@mooddj/dj/servers/server-programs'
import { serverUser } from '@mooddj/dj/unix-user'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs Prometheus' own tool in a folder, this machine's or Debian's; rejects with what it says where it finds fault. */
export async function promtool(folder: string, ...args: readonly string[]): Promise<string> {
  const base = reachableFolder(dataFolder(), serverUser())
  const program =
    findProgram('promtool') ??
    join((await unpackPackages(base, ['prometheus'], () => undefined)).folder, 'usr/bin/promtool')
  return (await run(program, [...args], { cwd: folder })).stdout
}
