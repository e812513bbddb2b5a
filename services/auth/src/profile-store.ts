import { and, eq } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { EndSignIns } from './sign-in-end-store.ts'
import { type AccountRow, lockAccount } from './sign-in-store.ts'
import { accounts } from './tables.ts'

/** A password that is to take another's place. */
interface PasswordChange {
  accountId: string
  /** The hash that the current password was verified against. */
  from: string
  to: string
  /** The sign-in that stays. */
  signInId: string
  now: Date
}

/** Changes what people say of themselves. */
export interface ProfileStore {
  /** Undefined when the account is gone. */
  rename(accountId: string, displayName: string): Promise<AccountRow | undefined>
  /** Changes a password and ends every other sign-in. False when the password is another one by now, or the account is gone. */
  changePassword(change: PasswordChange): Promise<boolean>
}

export function createProfileStore(db: NodePgDatabase, endSignIns: EndSignIns): ProfileStore {
  return {
    async rename(accountId, displayName) {
      const [account] = await db
        .update(accounts)
        .set({ displayName })
        .where(eq(accounts.id, accountId))
        .returning()
      return account
    },
    changePassword: ({ accountId, from, to, signInId, now }) =>
      db.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        const unchanged = and(eq(accounts.id, accountId), eq(accounts.passwordHash, from))
        const { rowCount } = await tx.update(accounts).set({ passwordHash: to }).where(unchanged)
        if (rowCount !== 1) return false
        await endSignIns(tx, accountId, { allBut: signInId }, now)
        return true
      }),
  }
}
