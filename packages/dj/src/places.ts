import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { UnixUser } from './unix-user.ts'

/** The checkout's root folder, absolute. */
export const root = resolve(import.meta.dirname, '../../..')

/** Where everything that is made at run time lives: MOODDJ_DATA, or `.data` in the checkout. Created when missing. */
export function dataFolder(): string {
  const folder = resolve(process.env['MOODDJ_DATA'] ?? join(root, '.data'))
  mkdirSync(folder, { recursive: true })
  return folder
}

/** The folder outside the data folder that is used when the servers' user cannot reach the data folder. */
export function outsideFolder(data: string): string {
  return join('/var/lib/mooddj', createHash('sha256').update(data).digest('hex').slice(0, 16))
}

/**
 * The folder where files go that PostgreSQL's own user must reach: the data folder, or, when that user cannot
 * enter it (a checkout under /root), one under /var/lib named after the data folder's path. Created when missing.
 */
export function reachableFolder(data: string, user: UnixUser | undefined): string {
  if (user === undefined || canEnter(data, user)) return data
  const folder = outsideFolder(data)
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  return folder
}

function canEnter(folder: string, user: UnixUser): boolean {
  const { status } = spawnSync('/usr/bin/test', ['-x', folder], { uid: user.uid, gid: user.gid, cwd: '/' })
  return status === 0
}
