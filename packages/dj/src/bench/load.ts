import { setPriority } from 'node:os'
import type { Ledger } from '../ledger.ts'
import { takeTicket } from './guest.ts'
import { type CpuSeconds, cpuBetween, readHouseCpu } from './house-cpu.ts'
import { type LiveFigures, summarize } from './live-figures.ts'
import { hasCode } from '../process-identity.ts'
import { type MemoryFigures, watchMemory } from './memory.ts'
import { openSession } from './simulated-session.ts'

/** So many listeners with so many frames a second each, for so long after a warm-up. */
export interface Load {
  sessions: number
  framesPerSecond: number
  seconds: number
  warmUpS: number
}

/** What a load met. */
export interface LoadFigures extends LiveFigures {
  /** Processor time of the house's programs after warm-up; undefined where it is not known which they are. */
  cpu: CpuSeconds | undefined
  memory: MemoryFigures[]
  /** Cores that the listeners themselves used, which the house could not have on the same machine. */
  listenerCores: number
}

/** Where the load goes. */
export interface Target {
  gateway: URL
  /** One list of camera pictures a person. */
  faces: readonly (readonly Uint8Array[])[]
  ledger: Ledger | undefined
  /** Told when every listener is in. */
  opened?: () => void
}

/** Puts a load on a house by real sockets; its cameras send evenly spread over time. */
export async function runLoad(
  { gateway, faces, ledger, opened }: Target,
  { sessions: count, framesPerSecond, seconds, warmUpS }: Load,
): Promise<LoadFigures> {
  goFirst()
  const tickets: string[] = []
  for (let index = 0; index < count; index++) tickets.push((await takeTicket(gateway)).ticket)
  const sessions = await Promise.all(
    tickets.map((ticket, index) => openSession(gateway, ticket, faces[index % faces.length] ?? [])),
  )
  opened?.()
  const used = process.cpuUsage()
  const begun = performance.now()
  const countFrom = begun + warmUpS * 1000
  const until = countFrom + seconds * 1000
  const memory = ledger && watchMemory(ledger, countFrom)
  const spent = ledger && watchCpu(ledger, { from: countFrom, until })
  await Promise.all(
    sessions.map((session, index) => {
      const from = begun + (index * 1000) / (framesPerSecond * count)
      return session.film({ framesPerSecond, from, countFrom, until })
    }),
  )
  const { user, system } = process.cpuUsage(used)
  const listenerCores = (user + system) / 1000 / (performance.now() - begun)
  for (const session of sessions) session.close()
  const figures = summarize(
    sessions.map((session) => session.figures),
    seconds,
  )
  return { ...figures, cpu: await spent, memory: memory?.stop() ?? [], listenerCores }
}

/** Reads the processor's time at both ends of a span. */
function watchCpu(ledger: Ledger, { from, until }: { from: number; until: number }): Promise<CpuSeconds> {
  const at = (moment: number) =>
    new Promise<CpuSeconds>((resolve) =>
      setTimeout(() => resolve(readHouseCpu(ledger)), Math.max(0, moment - performance.now())),
    )
  return Promise.all([at(from), at(until)]).then(([before, after]) => cpuBetween(before, after))
}

const AHEAD = -10

/**
 * Listeners stand for other machines: what they themselves wait for a busy processor is not the house's doing. Only root may go first;
 * without it, ages under overload are a little higher.
 */
function goFirst(): void {
  try {
    setPriority(AHEAD)
  } catch (error) {
    if (!hasCode(error, 'ERR_SYSTEM_ERROR')) throw error
  }
}
