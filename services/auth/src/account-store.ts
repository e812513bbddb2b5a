import type { DenyList } from '@mooddj/platform/deny-list'
import { addToOutbox, deleteFromOutbox } from '@mooddj/platform/outbox'
import type { RecoveryState, User } from '@mooddj/shared/account'
import { accountDeleted } from '@mooddj/shared/channels'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { v7 as uuidV7 } from 'uuid'
import { type OwnSignIn, readOpenSignIns } from './own-sign-in-store.ts'
import { AlreadyRegistered, EmailTaken } from './problems.ts'
import { readRecoveryState } from './recovery-store.ts'
import {
  type AccountRow,
  lockAccount,
  type OpenSignIn,
  type SignInStore,
  type Transaction,
} from './sign-in-store.ts'
import { accounts, consentDecisions, deletedAccounts, outbox, spotifyLinks } from './tables.ts'

/** An account that is to be made; its first sign-in comes with it. */
interface NewAccount {
  /** Null makes a guest. */
  login: { email: string; passwordHash: string } | null
  displayName: string
  digest: Buffer
  now: Date
}

/** What auth keeps of a person, as their export shows it. */
export interface AccountRecord {
  account: User & { createdAt: string; lastUsedAt: string }
  signIns: OwnSignIn[]
  /** That there are codes; nobody can read them any more. */
  recoveryCodes: RecoveryState
  consents: { purpose: string; version: string; granted: boolean; decidedAt: string }[]
  /** That there is a link and what was allowed; what lets in is no one's to read. */
  spotify: { accountId: string; scopes: string; linkedAt: string; endedAt: string | null } | null
}

export interface AccountStore {
  /** @throws EMAIL_TAKEN */
  create(account: NewAccount): Promise<OpenSignIn>
  /**
   * Makes a guest's account a full one under the same id; undefined when it is gone.
   * @throws EMAIL_TAKEN, or ALREADY_REGISTERED when it is a full one already
   */
  upgrade(accountId: string, account: NewAccount & { login: object }): Promise<OpenSignIn | undefined>
  find(accountId: string): Promise<AccountRow | undefined>
  findByEmail(email: string): Promise<AccountRow | undefined>
  /** Everything kept of an account; undefined when it is gone. */
  record(accountId: string): Promise<AccountRecord | undefined>
  /** Erases an account; its tokens are denied before this resolves. False when it was gone. */
  erase(accountId: string, now: Date): Promise<boolean>
  /** Erases at most `limit` guests unused since `before`; no two replicas take the same. Gives how many it were. */
  eraseGuests(unused: { before: Date; limit: number; now: Date }): Promise<number>
}

export function createAccountStore({
  db,
  denyList,
  signInStore,
}: {
  db: NodePgDatabase
  denyList: DenyList
  signInStore: SignInStore
}): AccountStore {
  const eraseIn = async (tx: Transaction, accountId: string, now: Date) => {
    await tx.delete(accounts).where(eq(accounts.id, accountId))
    await tx.insert(deletedAccounts).values({ accountId, deletedAt: now }).onConflictDoNothing()
    await deleteFromOutbox(tx, outbox, accountId)
    await addToOutbox(tx, outbox, accountDeleted, accountId, { accountId, deletedAt: now.toISOString() })
    // Before the commit: when Redis is away nothing has changed, and whoever asked is told so.
    await denyList.denyAccount(accountId)
  }

  return {
    create: ({ login, displayName, digest, now }) =>
      db.transaction(async (tx) => {
        const values = { id: uuidV7(), ...login, displayName, createdAt: now, lastUsedAt: now }
        const [account] = await tx
          .insert(accounts)
          .values(values)
          .onConflictDoNothing({ target: accounts.email })
          .returning()
        if (account === undefined) throw EmailTaken()
        return { account, signInId: await signInStore.start(tx, { accountId: account.id, digest, now }) }
      }),
    upgrade: (accountId, { login, displayName, digest, now }) =>
      naming(EmailTaken, () =>
        db.transaction(async (tx) => {
          const guest = await lockAccount(tx, accountId)
          if (guest === undefined) return undefined
          if (guest.email !== null) throw AlreadyRegistered()
          const [account] = await tx
            .update(accounts)
            .set({ ...login, displayName })
            .where(eq(accounts.id, accountId))
            .returning()
          return account && { account, signInId: await signInStore.start(tx, { accountId, digest, now }) }
        }),
      ),
    async find(accountId) {
      const [account] = await db.select().from(accounts).where(eq(accounts.id, accountId))
      return account
    },
    async findByEmail(email) {
      const [account] = await db.select().from(accounts).where(eq(accounts.email, email))
      return account
    },
    record: (accountId) =>
      db.transaction((tx) => readRecord(tx, accountId), { isolationLevel: 'repeatable read' }),
    erase: (accountId, now) =>
      db.transaction(async (tx) => {
        if ((await lockAccount(tx, accountId)) === undefined) return false
        await eraseIn(tx, accountId, now)
        return true
      }),
    eraseGuests: ({ before, limit, now }) =>
      db.transaction(async (tx) => {
        const unused = await tx
          .select({ id: accounts.id })
          .from(accounts)
          .where(and(isNull(accounts.email), lt(accounts.lastUsedAt, before)))
          .limit(limit)
          .for('update', { skipLocked: true })
        for (const { id } of unused) await eraseIn(tx, id, now)
        return unused.length
      }),
  }
}

async function readRecord(tx: Transaction, accountId: string): Promise<AccountRecord | undefined> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId))
  if (account === undefined) return undefined
  const decisions = await tx
    .select()
    .from(consentDecisions)
    .where(eq(consentDecisions.accountId, accountId))
    .orderBy(consentDecisions.decidedAt, consentDecisions.id)
  const [link] = await tx
    .select({
      accountId: spotifyLinks.spotifyAccountId,
      scopes: spotifyLinks.scopes,
      linkedAt: spotifyLinks.linkedAt,
      endedAt: spotifyLinks.endedAt,
    })
    .from(spotifyLinks)
    .where(eq(spotifyLinks.accountId, accountId))
  return {
    account: {
      ...toUser(account),
      createdAt: account.createdAt.toISOString(),
      lastUsedAt: account.lastUsedAt.toISOString(),
    },
    signIns: await readOpenSignIns(tx, accountId, new Date()),
    recoveryCodes: await readRecoveryState(tx, accountId),
    consents: decisions.map(({ purpose, version, granted, decidedAt }) => ({
      purpose,
      version,
      granted,
      decidedAt: decidedAt.toISOString(),
    })),
    spotify: link
      ? { ...link, linkedAt: link.linkedAt.toISOString(), endedAt: link.endedAt?.toISOString() ?? null }
      : null,
  }
}

/** An account as its owner sees it. */
export function toUser({ id, email, displayName }: AccountRow): User {
  return { id, email, displayName, guest: email === null }
}

/** Runs a task and gives a violated unique key (SQLSTATE 23505) its name. */
async function naming<T>(problem: () => Error, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    if (cause instanceof Error && 'code' in cause && cause.code === '23505')
      throw Object.assign(problem(), { cause: error })
    throw error
  }
}
