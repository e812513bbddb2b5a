import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'
import { ProcessIdentity, hasCode } from './process-identity.ts'

const RunningProgram = Type.Object({
  name: Type.String(),
  identity: ProcessIdentity,
  stopSignal: Type.Enum(['SIGTERM', 'SIGINT'] as const),
  /** Services end before the servers they talk to. */
  isServer: Type.Boolean(),
  port: Type.Integer(),
})
export type RunningProgram = Static<typeof RunningProgram>

/** What runs: who supervises it, each process, and the page's URL once everything was ready. */
export const Ledger = Type.Object({
  supervisor: ProcessIdentity,
  url: Type.Optional(Type.String()),
  programs: Type.Array(RunningProgram),
})
export type Ledger = Static<typeof Ledger>

const fileOf = (data: string) => join(data, 'run', 'ledger.json')

/** The ledger of a data folder; undefined when nothing was started, or when the file is not one. */
export function readLedger(data: string): Ledger | undefined {
  try {
    const ledger: unknown = JSON.parse(readFileSync(fileOf(data), 'utf8'))
    return Value.Check(Ledger, ledger) ? ledger : undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Writes the ledger whole or not at all, at once: a process must never run unrecorded. */
export function writeLedger(data: string, ledger: Ledger): void {
  const file = fileOf(data)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(ledger, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Forgets what ran. */
export function removeLedger(data: string): void {
  rmSync(fileOf(data), { force: true })
}
