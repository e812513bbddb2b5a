import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'

/**
 * Runs a program to its end and gives its exit code, or 128 and the number of the signal that ended it. While it runs, a
 * Ctrl-C or SIGTERM for dj is passed on and dj waits for the program's own ending. `listen` sees it right after its start.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  listen: (child: ChildProcess) => void = () => {},
): Promise<number> {
  const child = spawn(command, args, options)
  listen(child)
  const passOn = () => void child.kill('SIGTERM')
  process.on('SIGINT', passOn)
  process.on('SIGTERM', passOn)
  try {
    // Its output is read to the end before it counts as over.
    const [code, signal] = await once(child, 'close')
    return typeof code === 'number' ? code : 128 + numberOf(signal)
  } finally {
    process.off('SIGINT', passOn)
    process.off('SIGTERM', passOn)
  }
}

function numberOf(signal: unknown): number {
  return Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0
}
