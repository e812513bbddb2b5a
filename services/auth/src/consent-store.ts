import type { DenyList } from '@mooddj/platform/deny-list'
import { addToOutbox } from '@mooddj/platform/outbox'
import { CONSENT_PURPOSE, type ConsentPurpose } from '@mooddj/shared/account'
import { consentGiven, consentWithdrawn } from '@mooddj/shared/channels'
import { and, desc, eq } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { v7 as uuidV7 } from 'uuid'
import { lockAccount } from './sign-in-store.ts'
import { consentDecisions, outbox } from './tables.ts'

/** What somebody decided, and when. */
export interface Decision {
  version: string
  granted: boolean
  decidedAt: Date
}

export interface ConsentStore {
  /** The decision that counts: the last; undefined before any. */
  latest(accountId: string, purpose: ConsentPurpose): Promise<Decision | undefined>
  /**
   * Records a decision unless it is the one that counts already. A withdrawal from emotion recognition is denied before this resolves; for
   * other purposes auth is asked at each use. Gives the decision that counts now; undefined when the account is gone.
   */
  decide(accountId: string, purpose: ConsentPurpose, decision: Decision): Promise<Decision | undefined>
}

/** Keeps the decisions on each purpose: history is added to and never changed. */
export function createConsentStore({
  db,
  denyList,
}: {
  db: NodePgDatabase
  denyList: DenyList
}): ConsentStore {
  const readLatest = async (
    reader: Pick<NodePgDatabase, 'select'>,
    accountId: string,
    purpose: ConsentPurpose,
  ) => {
    const [row] = await reader
      .select()
      .from(consentDecisions)
      .where(and(eq(consentDecisions.accountId, accountId), eq(consentDecisions.purpose, purpose)))
      .orderBy(desc(consentDecisions.decidedAt), desc(consentDecisions.id))
      .limit(1)
    return row
  }
  return {
    latest: (accountId, purpose) => readLatest(db, accountId, purpose),
    decide: (accountId, purpose, decision) =>
      db.transaction(async (tx) => {
        if ((await lockAccount(tx, accountId)) === undefined) return undefined
        const last = await readLatest(tx, accountId, purpose)
        const unchanged =
          last !== undefined && last.granted === decision.granted && last.version === decision.version
        if (!unchanged) {
          await tx.insert(consentDecisions).values({ id: uuidV7(), accountId, purpose, ...decision })
          const { version, granted, decidedAt } = decision
          if (granted || last?.granted === true) {
            const event = { accountId, purpose, version, at: decidedAt.toISOString() }
            await addToOutbox(tx, outbox, granted ? consentGiven : consentWithdrawn, accountId, event)
          }
        }
        // Under the lock, so that of two decisions at once the deny list keeps the later one; and also when nothing is new, should Redis have
        // been away the first time.
        if (purpose !== CONSENT_PURPOSE) return unchanged ? last : decision
        if (decision.granted) await denyList.allowConsent(accountId)
        else await denyList.denyConsent(accountId)
        return unchanged ? last : decision
      }),
  }
}
