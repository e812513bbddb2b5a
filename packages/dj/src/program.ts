import { type ChildProcess, spawn } from 'node:child_process'
import type { UnixUser } from './unix-user.ts'

/** A program that is to run: how to start it, how to end it, and how to tell that it is ready. */
export interface Program {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Who it runs as; undefined: whoever starts it. */
  readonly user?: UnixUser | undefined
  /** The signal that ends it in good order. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT'
  /** Whether it answers now, with its credentials where it has some. Never throws. */
  readonly isReady: () => Promise<boolean>
}

interface Start {
  /** File descriptor that takes both its outputs. */
  readonly output: number
  /** Ends the program with the process that started it, however that one ends. Linux only. */
  readonly endsWithParent?: boolean
}

/** Starts a program in a process group of its own, so that a terminal's Ctrl-C reaches only its starter. */
export function startProgram(program: Program, { output, endsWithParent = false }: Start): ChildProcess {
  const line = [program.command, ...program.args]
  if (endsWithParent) line.unshift('/usr/bin/setpriv', '--pdeathsig', 'KILL', '--')
  const [command = '', ...args] = line
  return spawn(command, args, {
    cwd: program.cwd,
    env: program.env,
    stdio: ['ignore', output, output],
    detached: true,
    ...(program.user && { uid: program.user.uid, gid: program.user.gid }),
  })
}
