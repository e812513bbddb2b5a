import { readFileSync } from 'node:fs'

/** A user of this machine by numbers. */
export interface UnixUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * The user that PostgreSQL runs as: nobody special for an ordinary user (undefined: the user itself), but never
 * root, which PostgreSQL refuses: then `postgres` when the machine has it, else `nobody`.
 */
export function serverUser(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(readUser)
  return users.find((user) => user?.name === 'postgres') ?? users.find((user) => user?.name === 'nobody')
}

function readUser(line: string): UnixUser | undefined {
  const [name, , uid, gid] = line.split(':')
  if (name === undefined || uid === undefined || gid === undefined) return undefined
  return { name, uid: Number(uid), gid: Number(gid) }
}
