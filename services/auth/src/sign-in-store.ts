import type { DenyList } from '@mooddj/platform/deny-list'
import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { v7 as uuidV7 } from 'uuid'
import { judgeRefresh, REFRESH_LIFE_MS, type RefreshVerdict } from './refresh-token.ts'
import type { EndSignIns } from './sign-in-end-store.ts'
import { accounts, refreshTokens, signIns } from './tables.ts'

/** How many sign-ins an account may have; one more ends the one unused for longest. */
const SIGN_INS_MAX = 20

/** The database, or a transaction of it. */
export type Transaction = Pick<NodePgDatabase, 'select' | 'insert' | 'update' | 'delete'>
export type AccountRow = typeof accounts.$inferSelect

/** A sign-in that goes on, and whose it is. */
export interface OpenSignIn {
  account: AccountRow
  signInId: string
}

export interface SignInStore {
  /** Begins a sign-in inside the transaction that makes or checks its account. Gives its id. */
  start(tx: Transaction, start: { accountId: string; digest: Buffer; now: Date }): Promise<string>
  /** As `start`, in a transaction of its own; undefined when the account is gone or its password is another one by now. */
  begin(start: {
    accountId: string
    /** The hash that the password was verified against. */
    passwordHash: string | null
    digest: Buffer
    now: Date
  }): Promise<OpenSignIn | undefined>
  /** Exchanges a refresh token, both by their digests. A reused one ends its sign-in before the answer. */
  exchange(exchange: {
    digest: Buffer
    successor: Buffer
    now: Date
  }): Promise<OpenSignIn | 'unknown' | 'reused'>
  /** Ends a sign-in: told, and denied before this resolves. Does nothing when it has ended. */
  end(subject: { accountId: string; signInId: string }, now: Date): Promise<void>
  /** Whose refresh token this is, also after it was exchanged. */
  find(digest: Buffer): Promise<{ accountId: string; signInId: string } | undefined>
  /** Deletes what nobody can use any more. */
  forgetExpired(now: Date): Promise<void>
}

/**
 * Keeps sign-ins. What changes one locks its account's row first, so that nothing happens to an account twice at once. The deny list is
 * written before the commit: when Redis is away nothing has changed, and whoever asked is told so.
 */
export function createSignInStore({
  db,
  denyList,
  endSignIns,
}: {
  db: NodePgDatabase
  denyList: DenyList
  endSignIns: EndSignIns
}): SignInStore {
  const addToken = async (
    tx: Transaction,
    token: { digest: Buffer; signInId: string; generation: number; now: Date },
  ) => {
    const { now, ...values } = token
    await tx.insert(refreshTokens).values({ ...values, createdAt: now })
    await tx
      .update(signIns)
      .set({ expiresAt: new Date(now.getTime() + REFRESH_LIFE_MS) })
      .where(eq(signIns.id, token.signInId))
  }

  const start: SignInStore['start'] = async (tx, { accountId, digest, now }) => {
    const id = uuidV7()
    await tx
      .insert(signIns)
      .values({ id, accountId, generation: 0, rotatedAt: now, createdAt: now, expiresAt: now })
    await addToken(tx, { digest, signInId: id, generation: 0, now })
    await tx.update(accounts).set({ lastUsedAt: now }).where(eq(accounts.id, accountId))
    const surplus = await tx
      .select({ id: signIns.id })
      .from(signIns)
      .where(and(eq(signIns.accountId, accountId), isNull(signIns.endedAt), gt(signIns.expiresAt, now)))
      .orderBy(desc(signIns.expiresAt), desc(signIns.id))
      .offset(SIGN_INS_MAX)
    if (surplus.length > 0) await endSignIns(tx, accountId, { only: surplus.map((row) => row.id) }, now)
    return id
  }

  const find = async (reader: Pick<NodePgDatabase, 'select'>, digest: Buffer) => {
    const [row] = await reader
      .select({ accountId: signIns.accountId, signInId: signIns.id, token: refreshTokens })
      .from(refreshTokens)
      .innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
      .where(eq(refreshTokens.digest, digest))
    return row
  }

  return {
    start,
    begin: ({ accountId, passwordHash, ...rest }) =>
      db.transaction(async (tx) => {
        const account = await lockAccount(tx, accountId)
        if (account?.passwordHash !== passwordHash) return undefined
        return account && { account, signInId: await start(tx, { accountId, ...rest }) }
      }),
    exchange: ({ digest, successor, now }) =>
      db.transaction(async (tx) => {
        const known = await find(tx, digest)
        if (known === undefined) return 'unknown'
        const account = await lockAccount(tx, known.accountId)
        const [signIn] = await tx.select().from(signIns).where(eq(signIns.id, known.signInId))
        if (account === undefined || signIn === undefined) return 'unknown'
        const verdict: RefreshVerdict = judgeRefresh(known.token, signIn, now)
        switch (verdict) {
          case 'expired':
            return 'unknown'
          case 'reused':
            await endSignIns(tx, account.id, { only: [signIn.id] }, now)
            return 'reused'
          case 'rotate':
          case 'repeat': {
            const generation = verdict === 'rotate' ? signIn.generation + 1 : signIn.generation
            await tx.update(accounts).set({ lastUsedAt: now }).where(eq(accounts.id, account.id))
            if (verdict === 'rotate') {
              await tx.update(signIns).set({ generation, rotatedAt: now }).where(eq(signIns.id, signIn.id))
            }
            await addToken(tx, { digest: successor, signInId: signIn.id, generation, now })
            return { account, signInId: signIn.id }
          }
          default:
            return verdict satisfies never
        }
      }),
    end: ({ accountId, signInId }, now) =>
      db.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        await endSignIns(tx, accountId, { only: [signInId] }, now)
        // Again, should it have ended before Redis lost its memory.
        await denyList.denySignIn(signInId)
      }),
    async find(digest) {
      const row = await find(db, digest)
      return row && { accountId: row.accountId, signInId: row.signInId }
    },
    async forgetExpired(now) {
      const longAgo = new Date(now.getTime() - REFRESH_LIFE_MS)
      await db.delete(signIns).where(or(lt(signIns.expiresAt, now), lt(signIns.endedAt, longAgo)))
      await db.delete(refreshTokens).where(lt(refreshTokens.createdAt, longAgo))
    },
  }
}

/** Locks an account until the transaction ends; undefined when it is gone. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<AccountRow | undefined> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update')
  return account
}
