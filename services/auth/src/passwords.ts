import { hash, verify } from '@node-rs/argon2'
import { retryLater } from '@mooddj/platform/problem'
import { readPassword } from './credentials.ts'
import { PasswordsBusy } from './problems.ts'
import { createTurns } from './turns.ts'

/** Argon2id (the library's own default) as OWASP's password storage cheat sheet has it: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash takes 19 MiB while it runs: this many at once, and so many in the queue. */
const TURNS = { concurrent: 2, queuedMost: 200 }

export interface Passwords {
  /** The PHC string to keep. */
  hash(password: string): Promise<string>
  /** Whether the password is the one kept; with null it takes as long and is false, so that time tells nobody which e-mails are known. */
  verify(kept: string | null, password: string): Promise<boolean>
}

/** Hashes passwords, a few at a time. */
export async function createPasswords(): Promise<Passwords> {
  const inTurn = createTurns({ ...TURNS, busy: () => retryLater(PasswordsBusy(), 2) })
  const decoy = await hash('the password of nobody', COST)
  return {
    hash: (password) => inTurn(() => hash(readPassword(password), COST)),
    async verify(kept, password) {
      const matches = await inTurn(() => verify(kept ?? decoy, readPassword(password)))
      return matches && kept !== null
    },
  }
}
