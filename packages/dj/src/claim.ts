import { join } from 'node:path'
import { endPrograms } from './end-programs.ts'
import { type Ledger, readLedger, removeLedger, writeLedger } from './ledger.ts'
import { withLock } from './lock.ts'
import { type ProcessIdentity, identify, isAlive, signal } from './process-identity.ts'
import { waitUntil } from './wait.ts'

/** This process, as it is written into the ledger. */
export function ownIdentity(): ProcessIdentity {
  const identity = identify(process.pid)
  if (identity === undefined) throw new Error('This system has no /proc')
  return identity
}

/**
 * Makes this process the one that runs the house of a data folder, once it has ended what a killed predecessor left.
 * Gives the ledger of the process that already runs it, if there is one.
 */
export function claimHouse(data: string, say: (line: string) => void): Promise<Ledger | undefined> {
  return withLock(join(data, 'run', 'lock'), async () => {
    const found = readLedger(data)
    if (found !== undefined && isAlive(found.supervisor)) return found
    await endLeftovers(found, say)
    writeLedger(data, { supervisor: ownIdentity(), programs: [] })
    return undefined
  })
}

/** Ends what runs: asks the supervisor, which ends the rest, then ends what a killed one left. Gives whether any ran. */
export async function endHouse(data: string, say: (line: string) => void): Promise<boolean> {
  const found = readLedger(data)
  if (found === undefined) return false
  const { supervisor } = found
  const wasSupervised = signal(supervisor, 'SIGTERM')
  // Longer than services and servers may take, one after the other.
  if (wasSupervised && !(await waitUntil(() => !isAlive(supervisor), 55_000))) signal(supervisor, 'SIGKILL')
  const ended = await endLeftovers(readLedger(data), say)
  removeLedger(data)
  return wasSupervised || ended
}

async function endLeftovers(ledger: Ledger | undefined, say: (line: string) => void): Promise<boolean> {
  const names = await endPrograms(ledger?.programs ?? [])
  if (names.length > 0) say(`Ended what was left of an earlier start: ${names.join(', ')}`)
  return names.length > 0
}
