import { setTimeout as wait } from 'node:timers/promises'
import { PlainError } from './plain-error.ts'

const WAIT_MS = 120_000
const AGAIN_MS = 500

/** A server that is not there yet (Node's system errors), is starting or going down (PostgreSQL's states), or does not answer in time. */
const AWAY_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  '53300',
  '57P01',
  '57P02',
  '57P03',
])
const AWAY_MESSAGES = /connection terminated|timeout expired|read timeout/i

/** What PostgreSQL's refusals ask of a person (its documentation, "PostgreSQL Error Codes"). */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['28P01', 'the password in POSTGRES_URL is not the one that its data were made with: put that one there'],
  ['28000', 'the server does not let this user in: allow it in pg_hba.conf, or name another in POSTGRES_URL'],
  ['3D000', 'the database in POSTGRES_URL is not there: name one that is, such as postgres'],
  ['42501', 'the user of POSTGRES_URL may not do this: it needs CREATEDB and CREATEROLE'],
])

/**
 * Does a task once PostgreSQL is there, trying for two minutes.
 * @throws {PlainError} when it does not come, or refuses
 */
export async function awaitDatabase(task: () => Promise<void>, withinMs = WAIT_MS): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      await task()
      return
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      const code = codeOf(cause)
      const remedy = REMEDIES.get(code)
      if (remedy !== undefined) throw new PlainError(`PostgreSQL refused (${reason}): ${remedy}.`, { cause })
      if (!AWAY_CODES.has(code) && !AWAY_MESSAGES.test(reason)) throw cause
      if (performance.now() > deadline)
        throw new PlainError(
          `PostgreSQL did not answer within ${Math.round(withinMs / 1000)} s (${reason || code}): see whether it runs, and whether POSTGRES_URL names it.`,
          { cause },
        )
      await wait(AGAIN_MS)
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
