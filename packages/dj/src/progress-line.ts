/** Tells on standard error how far a long task is and how long it will still take, from its second second on. */
export interface ProgressLine {
  step(): void
  /** Removes the line from a terminal. */
  end(): void
}

const QUIET_MS = 1_000
const TERMINAL_INTERVAL_MS = 200
/** A log is not to be filled with lines. */
const LOG_INTERVAL_MS = 5_000

/** Progress of a task with `total` steps. */
export function createProgressLine(name: string, total: number): ProgressLine {
  const began = performance.now()
  const isTerminal = process.stderr.isTTY
  const interval = isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS
  let done = 0
  let next = began + QUIET_MS
  return {
    step() {
      done += 1
      const now = performance.now()
      if (now < next) return
      next = now + interval
      const left = Math.ceil((((now - began) / done) * (total - done)) / 1000)
      const line = `${name}: ${done} of ${total}, ${describeSeconds(left)} left`
      process.stderr.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`)
    },
    end() {
      if (isTerminal) process.stderr.write('\r\u001b[K')
    },
  }
}

function describeSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
