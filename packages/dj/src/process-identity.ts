import { readFileSync } from 'node:fs'
import Type, { type Static } from 'typebox'

/**
 * What tells one process from another that was later given the same number: the number and the moment it started,
 * in clock ticks since boot, together with the boot's own id.
 */
export const ProcessIdentity = Type.Object({
  pid: Type.Integer(),
  startedAt: Type.Integer(),
  boot: Type.String(),
})
export type ProcessIdentity = Static<typeof ProcessIdentity>

/** The identity of a running process, or undefined when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readOptional(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The program's name stands in parentheses and may itself hold spaces and parentheses (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  const boot = readOptional('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return { pid, startedAt: Number(fields[19]), boot }
}

/** Whether the very process that was recorded still runs. */
export function isAlive(recorded: ProcessIdentity): boolean {
  const now = identify(recorded.pid)
  return now !== undefined && now.startedAt === recorded.startedAt && now.boot === recorded.boot
}

/** Signals the recorded process; a process that merely inherited its number is left alone. Tells whether it was sent. */
export function signal(recorded: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(recorded)) return false
  try {
    process.kill(recorded.pid, name)
    return true
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
    throw error
  }
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined
    throw error
  }
}

/** Whether an error carries this system error code, such as ENOENT. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
