import { readLedger } from '@mooddj/dj/ledger'
import { dataFolder, reachableFolder, root } from '@mooddj/dj/places'
import { freePort } from '@mooddj/dj/ports'
import { serverUser } from '@mooddj/dj/unix-user'
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const START_LIMIT_MS = 600_000

/** The whole house, started the way a person starts it, with data of its own. */
export interface House {
  /** The page's origin. */
  page: string
  /** The gateway's origin. */
  gateway: string
  /** Where everything that the house keeps is. */
  data: string
  /** Ends a process of the house as a crash would (SIGKILL); the supervisor starts it again. */
  kill(name: string): void
  /** Resolves when a process that is not the one of `kill` runs under that name and the house is reachable through it. */
  restarted(name: string, before: number): Promise<void>
  pidOf(name: string): number
  close(): Promise<void>
}

/** `dj up --detach`, and what else is asked for, with its own data folder and free ports. */
export async function openHouse(
  settings: Record<string, string> = {},
  wishes: readonly string[] = [],
): Promise<House> {
  const data = mkdtempSync(join(tmpdir(), 'mooddj-house-'))
  chmodSync(data, 0o755)
  // What was downloaded once is not downloaded again.
  const downloads = join(reachableFolder(dataFolder(), serverUser()), 'packages')
  if (existsSync(downloads)) symlinkSync(downloads, join(data, 'packages'))
  const ports = { GATEWAY_PORT: String(await freePort()), WEB_PORT: String(await freePort()) }
  const dj = async (...args: string[]) => {
    const env = { ...process.env, ...settings, ...ports, MOODDJ_DATA: data }
    return run(process.execPath, [join(root, 'packages/dj/src/main.ts'), ...args], {
      env,
      timeout: START_LIMIT_MS,
    })
  }
  const { stdout } = await dj('up', '--detach', ...wishes)
  const page = /^ready (\S+)$/m.exec(stdout)?.[1]
  if (page === undefined) throw new Error(`the house did not start:\n${stdout}`)

  const find = (name: string) =>
    readLedger(data)?.programs.find((program) => program.name === name)?.identity.pid
  const pidOf = (name: string) => {
    const pid = find(name)
    if (pid === undefined) throw new Error(`${name} does not run`)
    return pid
  }
  return {
    page,
    gateway: `http://127.0.0.1:${ports.GATEWAY_PORT}`,
    data,
    pidOf,
    kill: (name) => process.kill(pidOf(name), 'SIGKILL'),
    async restarted(name, before) {
      const deadline = Date.now() + 30_000
      for (;;) {
        const pid = find(name)
        if (pid !== undefined && pid !== before) return
        if (Date.now() > deadline) throw new Error(`${name} was not started again`)
        await wait(50)
      }
    },
    async close() {
      await dj('down', '--purge')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
