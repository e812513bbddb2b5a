import { readFileSync, readdirSync } from 'node:fs'
import type { Ledger } from '../ledger.ts'
import { hasCode } from '../process-identity.ts'

/** Clock ticks a second in /proc (USER_HZ), the same on every Linux that Node runs on. */
const TICKS = 100

/** Seconds of processor time by the name of a program. */
export type CpuSeconds = ReadonlyMap<string, number>

/**
 * What a house's programs have used of the processor since they started, by /proc/PID/stat (proc_pid_stat(5)): each with the processes that
 * it started, those that have ended included.
 */
export function readHouseCpu({ programs }: Pick<Ledger, 'programs'>): CpuSeconds {
  const stats = new Map<number, Stat>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const stat = Number.isInteger(pid) ? readStat(pid) : undefined
    if (stat !== undefined) stats.set(pid, stat)
  }
  const totalOf = (pid: number): number =>
    [...stats].reduce(
      (sum, [child, { parent }]) => (parent === pid ? sum + totalOf(child) : sum),
      stats.get(pid)?.seconds ?? 0,
    )
  return new Map(programs.map(({ name, identity: { pid } }) => [name, totalOf(pid)]))
}

/** What was used between two readings. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return new Map([...after].map(([name, seconds]) => [name, Math.max(0, seconds - (before.get(name) ?? 0))]))
}

/** Processor seconds of all programs together, or of those with these names. */
export function cpuOf(seconds: CpuSeconds, names?: readonly string[]): number {
  return [...seconds].reduce((sum, [name, value]) => ((names?.includes(name) ?? true) ? sum + value : sum), 0)
}

interface Stat {
  parent: number
  seconds: number
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in parentheses and may itself hold spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { parent: Number(fields[1]), seconds: ticks / TICKS }
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined
    throw error
  }
}
