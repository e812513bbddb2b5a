import type { RunningProgram } from './ledger.ts'
import { isAlive, signal } from './process-identity.ts'
import { waitUntil } from './wait.ts'

const graceMs = 20_000

/**
 * Ends recorded programs and nothing else: services first, then the servers; each is asked, and after 20 seconds
 * forced. Gives the names of those that ran.
 */
export async function endPrograms(programs: readonly RunningProgram[]): Promise<string[]> {
  const running = programs.filter(({ identity }) => isAlive(identity))
  await endTogether(running.filter(({ isServer }) => !isServer))
  await endTogether(running.filter(({ isServer }) => isServer))
  return running.map(({ name }) => name)
}

async function endTogether(programs: readonly RunningProgram[]): Promise<void> {
  for (const { identity, stopSignal } of programs) signal(identity, stopSignal)
  const areGone = () => programs.every(({ identity }) => !isAlive(identity))
  if (await waitUntil(areGone, graceMs)) return
  for (const { identity } of programs) signal(identity, 'SIGKILL')
  await waitUntil(areGone, 5000)
}
