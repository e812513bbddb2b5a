import { PlainError } from './plain-error.ts'

/** Runs a task that a person may end (Ctrl-C, SIGTERM, a closed terminal): the signal is then aborted, and the task cleans up. */
export async function untilEnded<Result>(task: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const control = new AbortController()
  const end = () => control.abort(new PlainError('It was ended before it was done.'))
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, end)
  try {
    return await task(control.signal)
  } catch (error) {
    throw control.signal.aborted ? control.signal.reason : error
  } finally {
    for (const name of names) process.off(name, end)
  }
}
