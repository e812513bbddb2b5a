import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { type Program, startProgram } from '@mooddj/dj/program'
import { waitUntil } from '@mooddj/dj/wait'

/** A server under test, and what may happen to it. */
export interface TestServer {
  readonly port: number
  /** Ends it at once (SIGKILL), as a crash would; its data stay. Resolves when it is gone. */
  readonly kill: () => Promise<void>
  /** Ends it in good order; its data stay. Resolves when it is gone. */
  readonly stop: () => Promise<void>
  /** Starts it again after `kill` or `stop`, on the same port with the same data. Resolves when it answers. */
  readonly start: () => Promise<void>
  /** `kill`, then `start`. */
  readonly restart: () => Promise<void>
  /** Freezes it (SIGSTOP): connections stay open and nothing answers. */
  readonly pause: () => void
  /** Lets it go on after `pause`. */
  readonly resume: () => void
}

/** Starts a server and resolves when it answers with its credentials. Throws with its output when it does not in 60 s. */
export async function startTestServer(program: Program, port: number, log: string): Promise<TestServer> {
  let child: ChildProcess | undefined
  const start = async () => {
    const output = openSync(log, 'a')
    const born = startProgram(program, { output, endsWithParent: true })
    closeSync(output)
    // A test process may end while its servers still run: they then end with it.
    born.unref()
    child = born
    const isSettled = async () => born.exitCode !== null || (await program.isReady())
    if (!(await waitUntil(isSettled, 60_000, 20)) || born.exitCode !== null)
      throw new Error(`${program.name} did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`)
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.ref()
    child.kill(signal)
    await gone
  }
  const kill = () => end('SIGKILL')
  await start()
  return {
    port,
    kill,
    stop: () => end(program.stopSignal),
    start,
    restart: async () => {
      await kill()
      await start()
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  }
}
