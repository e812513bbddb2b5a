import type { ChildProcess } from 'node:child_process'
import { nextDelay } from './back-off.ts'
import { endPrograms } from './end-programs.ts'
import type { RunningProgram } from './ledger.ts'
import type { LogFiles } from './log-files.ts'
import { PlainError } from './plain-error.ts'
import { identify } from './process-identity.ts'
import { type Program, startProgram } from './program.ts'
import { waitUntil } from './wait.ts'

/** A program to supervise, with what the ledger wants to know of it. */
export interface Charge {
  readonly program: Program
  readonly port: number
  readonly isServer: boolean
}

/** Keeps programs running until it is told to end them. */
export interface Supervisor {
  /** Starts programs together and waits until all are ready. Throws a PlainError when one ends or takes 120 s. */
  readonly start: (charges: readonly Charge[]) => Promise<void>
  /** Ends all of them, services before servers. */
  readonly end: () => Promise<void>
}

interface Surroundings {
  readonly logs: LogFiles
  readonly say: (line: string) => void
  /** Told of everything that runs, at each change. */
  readonly record: (programs: RunningProgram[]) => void
}

const startDeadlineMs = 120_000

/** A supervisor of nothing yet. A program that ends after it was ready is started again with growing pauses. */
export function createSupervisor({ logs, say, record }: Surroundings): Supervisor {
  const running = new Map<string, RunningProgram>()
  const timers = new Set<NodeJS.Timeout>()
  let isEnding = false

  const launch = ({ program, port, isServer }: Charge): ChildProcess => {
    const child = logs.withLog(program.name, (output) => startProgram(program, { output }))
    const identity = child.pid === undefined ? undefined : identify(child.pid)
    if (identity !== undefined) {
      running.set(program.name, {
        name: program.name,
        identity,
        stopSignal: program.stopSignal,
        isServer,
        port,
      })
      record([...running.values()])
    }
    return child
  }

  const whenEnded = (child: ChildProcess, react: (how: string) => void) => {
    child.once('error', (error) => react(error.message))
    child.once('exit', (code, signal) => react(signal === null ? `exit code ${code}` : signal))
  }

  const keep = (charge: Charge, child: ChildProcess, previousMs: number | undefined) => {
    const began = performance.now()
    whenEnded(child, (how) => {
      if (isEnding) return
      const { name } = charge.program
      const delayMs = nextDelay(previousMs, performance.now() - began)
      say(`${name} ended (${how}) and is started again in ${delayMs / 1000} s; its log: ${logs.fileOf(name)}`)
      const timer = setTimeout(() => {
        timers.delete(timer)
        keep(charge, launch(charge), delayMs)
      }, delayMs)
      timers.add(timer)
    })
  }

  const bringUp = async (charge: Charge) => {
    const { name, isReady } = charge.program
    let ending: string | undefined
    const child = launch(charge)
    whenEnded(child, (how) => (ending = how))
    const isReadyOnce = await waitUntil(
      async () => ending !== undefined || isEnding || (await isReady()),
      startDeadlineMs,
    )
    if (isEnding) return
    const reason = ending ?? (isReadyOnce ? undefined : `not ready after ${startDeadlineMs / 1000} s`)
    if (reason !== undefined)
      throw new PlainError(
        `${name} did not start (${reason}). Its last words: ${logs.lastWords(name)} — all of them are in ${logs.fileOf(name)}.`,
      )
    keep(charge, child, undefined)
  }

  return {
    start: async (charges) => {
      await Promise.all(charges.map(bringUp))
    },
    end: async () => {
      isEnding = true
      for (const timer of timers) clearTimeout(timer)
      await endPrograms([...running.values()])
      running.clear()
    },
  }
}
