import { readFileSync } from 'node:fs'
import type { Ledger } from '../ledger.ts'
import { hasCode } from '../process-identity.ts'

/** The resident memory of one process over a run, MiB. */
export interface MemoryFigures {
  name: string
  pid: number
  /** Means over the first and the last third after warm-up. */
  early: number
  late: number
  peak: number
  /** Whether the late mean is no more than 5 % or 10 MiB, whichever is more, above the early one. */
  isFlat: boolean
}

export interface MemoryWatch {
  /** Stops watching; gives a line a process that lived through it, or undefined for one that did not. */
  stop(): MemoryFigures[]
}

const SAMPLE_MS = 1_000
const MIB = 1024
const GROWTH = { share: 0.05, mib: 10 }

/** Samples VmRSS (proc_pid_status(5)) of every process that a ledger names, each second; what comes before `from` is warm-up. */
export function watchMemory({ programs }: Pick<Ledger, 'programs'>, from: number): MemoryWatch {
  const samples = new Map(
    programs.map(({ name, identity: { pid } }) => [pid, { name, values: new Array<number>() }]),
  )
  const sample = () => {
    for (const [pid, { values }] of samples) {
      const resident = residentMib(pid)
      if (resident !== undefined && performance.now() >= from) values.push(resident)
    }
  }
  const timer = setInterval(sample, SAMPLE_MS)
  return {
    stop() {
      clearInterval(timer)
      sample()
      return [...samples].map(([pid, { name, values }]) => figuresOf(name, pid, values))
    },
  }
}

function figuresOf(name: string, pid: number, values: readonly number[]): MemoryFigures {
  const third = Math.max(1, Math.floor(values.length / 3))
  const early = mean(values.slice(0, third))
  const late = mean(values.slice(-third))
  const isFlat = late - early <= Math.max(GROWTH.share * early, GROWTH.mib)
  return { name, pid, early, late, peak: Math.max(0, ...values), isFlat }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function residentMib(pid: number): number | undefined {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return found === undefined ? undefined : Number(found) / MIB
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined
    throw error
  }
}

/** Lines for a person: what each process held after so many seconds of warm-up, and which of them grows. */
export function describeMemory(memory: readonly MemoryFigures[], warmUpS: number): string {
  if (memory.length === 0) return 'memory not watched: the data folder names no running house'
  const width = Math.max(...memory.map(({ name }) => name.length))
  const mib = (value: number) => value.toFixed(0).padStart(5)
  const growing = memory.filter(({ isFlat }) => !isFlat).map(({ name }) => name)
  return [
    `resident memory after ${warmUpS} s of warm-up, MiB: first third, last third, peak`,
    ...memory.map(
      ({ name, early, late, peak, isFlat }) =>
        `  ${name.padEnd(width)} ${mib(early)} ${mib(late)} ${mib(peak)}  ${isFlat ? 'flat' : 'GROWS'}`,
    ),
    growing.length === 0 ? 'every process is flat' : `growing: ${growing.join(', ')}`,
  ].join('\n')
}
