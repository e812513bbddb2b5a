import type { DenyList } from '@mooddj/platform/deny-list'
import { addToOutbox } from '@mooddj/platform/outbox'
import { signInEnded } from '@mooddj/shared/channels'
import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Transaction } from './sign-in-store.ts'
import { outbox, signIns } from './tables.ts'

/** Which of an account's sign-ins. */
export type WhichSignIns = 'all' | { only: readonly string[] } | { allBut: string }

/**
 * Ends those of an account's sign-ins that go on, inside the transaction that holds its lock: told, and denied before this resolves.
 * Gives how many it were. The deny list is written before the commit: when Redis is away nothing has changed.
 */
export type EndSignIns = (
  tx: Transaction,
  accountId: string,
  which: WhichSignIns,
  now: Date,
) => Promise<number>

export function createEndSignIns(denyList: DenyList): EndSignIns {
  return async (tx, accountId, which, now) => {
    const ended = await tx
      .update(signIns)
      .set({ endedAt: now })
      .where(and(eq(signIns.accountId, accountId), isNull(signIns.endedAt), chosen(which)))
      .returning({ id: signIns.id })
    for (const { id } of ended) {
      const event = { accountId, signInId: id, at: now.toISOString() }
      await addToOutbox(tx, outbox, signInEnded, accountId, event)
      await denyList.denySignIn(id)
    }
    return ended.length
  }
}

function chosen(which: WhichSignIns) {
  if (which === 'all') return undefined
  return 'only' in which ? inArray(signIns.id, [...which.only]) : ne(signIns.id, which.allBut)
}
