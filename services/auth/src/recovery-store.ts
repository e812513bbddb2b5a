import type { RecoveryState } from '@mooddj/shared/account'
import { and, eq } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { RECOVERY_CODES } from './recovery-code.ts'
import type { EndSignIns } from './sign-in-end-store.ts'
import { lockAccount, type OpenSignIn, type SignInStore, type Transaction } from './sign-in-store.ts'
import { accounts, recoveryCodes } from './tables.ts'

/** A way back in. */
interface Redemption {
  email: string
  codeDigest: Buffer
  passwordHash: string
  /** Of the sign-in that begins. */
  refreshDigest: Buffer
  now: Date
}

/** Keeps recovery codes, by their digests. */
export interface RecoveryStore {
  /** Puts new codes in the old ones’ place; false when the account is gone or its password is not this one any more. */
  renew(renewal: {
    accountId: string
    passwordHash: string
    digests: readonly Buffer[]
    now: Date
  }): Promise<boolean>
  state(accountId: string): Promise<RecoveryState>
  /** Uses a code up: the password is another one, every sign-in ends and a new one begins. Undefined when e-mail and code do not match. */
  redeem(redemption: Redemption): Promise<OpenSignIn | undefined>
}

export function createRecoveryStore({
  db,
  signInStore,
  endSignIns,
}: {
  db: NodePgDatabase
  signInStore: SignInStore
  endSignIns: EndSignIns
}): RecoveryStore {
  return {
    renew: ({ accountId, passwordHash, digests, now }) =>
      db.transaction(async (tx) => {
        const account = await lockAccount(tx, accountId)
        if (account?.passwordHash !== passwordHash) return false
        await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId))
        await tx
          .insert(recoveryCodes)
          .values(digests.map((digest) => ({ digest, accountId, createdAt: now })))
        return true
      }),
    state: (accountId) => readRecoveryState(db, accountId),
    redeem: ({ email, codeDigest, passwordHash, refreshDigest, now }) =>
      db.transaction(async (tx) => {
        const [known] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email))
        if (known === undefined || (await lockAccount(tx, known.id)) === undefined) return undefined
        const code = and(eq(recoveryCodes.accountId, known.id), eq(recoveryCodes.digest, codeDigest))
        if ((await tx.delete(recoveryCodes).where(code)).rowCount !== 1) return undefined
        await endSignIns(tx, known.id, 'all', now)
        const [account] = await tx
          .update(accounts)
          .set({ passwordHash })
          .where(eq(accounts.id, known.id))
          .returning()
        if (account === undefined) return undefined
        const start = { accountId: account.id, digest: refreshDigest, now }
        return { account, signInId: await signInStore.start(tx, start) }
      }),
  }
}

/** How many codes an account has left, and since when. */
export async function readRecoveryState(
  reader: Pick<Transaction, 'select'>,
  accountId: string,
): Promise<RecoveryState> {
  const rows = await reader
    .select({ createdAt: recoveryCodes.createdAt })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.accountId, accountId))
    .limit(RECOVERY_CODES)
  return { left: rows.length, createdAt: rows[0]?.createdAt.toISOString() ?? null }
}
