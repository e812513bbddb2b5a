import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { dataFolder, reachableFolder, root } from './places.ts'
import { PlainError } from './plain-error.ts'
import { freePort } from './ports.ts'
import { serverUser } from './unix-user.ts'

const run = promisify(execFile)
const START_LIMIT_MS = 600_000

/** A whole house beside the one that a person may be running. */
export interface OwnHouse {
  /** The page's origin. */
  page: string
  /** The gateway's origin. */
  gateway: string
  /** Where everything that the house keeps is. */
  data: string
  /** Ends it and removes all that it kept. */
  close(): Promise<void>
}

/** `dj up --detach` with a data folder and ports of its own. Throws {@link PlainError} when it does not start. */
export async function openOwnHouse(settings: Readonly<Record<string, string>> = {}): Promise<OwnHouse> {
  const data = mkdtempSync(join(tmpdir(), 'mooddj-house-'))
  chmodSync(data, 0o755)
  // What was downloaded once is not downloaded again.
  const downloads = join(reachableFolder(dataFolder(), serverUser()), 'packages')
  if (existsSync(downloads)) symlinkSync(downloads, join(data, 'packages'))
  const own = {
    MOODDJ_DATA: data,
    GATEWAY_PORT: String(await freePort()),
    WEB_PORT: String(await freePort()),
    // What is set for the other house names its addresses.
    PUBLIC_URL: '',
    GATEWAY_PUBLIC_URL: '',
    WEB_ORIGIN: '',
  }
  const dj = (...args: string[]) =>
    run(process.execPath, [join(root, 'packages/dj/src/main.ts'), ...args], {
      env: { ...process.env, ...own, ...settings },
      timeout: START_LIMIT_MS,
    })
  const close = async () => {
    await dj('down', '--purge')
    rmSync(data, { recursive: true, force: true })
  }
  const { stdout } = await dj('up', '--detach').catch(async (cause: unknown) => {
    await close()
    const detail = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new PlainError(`A house of its own did not start. ${detail}`, { cause })
  })
  const page = /^ready (\S+)$/m.exec(stdout)?.[1]
  if (page === undefined) throw new PlainError(`A house of its own did not start: ${stdout.trim()}`)
  return { page, gateway: `http://127.0.0.1:${own.GATEWAY_PORT}`, data, close }
}
