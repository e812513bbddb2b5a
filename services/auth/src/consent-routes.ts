import type { App } from '@mooddj/platform/app'
import { type Authentication, TokenInvalid } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import {
  CONSENT_PURPOSES,
  CONSENT_VERSIONS,
  type Consent,
  type ConsentPurpose,
  ConsentSchema,
  ConsentsSchema,
} from '@mooddj/shared/account'
import { Type } from 'typebox'
import type { ConsentStore, Decision } from './consent-store.ts'
import { ConsentVersionUnknown } from './problems.ts'

interface Needs {
  consents: ConsentStore
  authentication: Authentication
  relay: OutboxRelay
}

const DecisionSchema = Type.Object({ version: Type.String({ maxLength: 64 }), granted: Type.Boolean() })

/** `/v1/consents`: what a person allows, decided by them, version by version. */
export async function consentRoutes(app: App, { consents, authentication, relay }: Needs): Promise<void> {
  const own = { onRequest: authentication.onRequest }

  app.get('/', { ...own, schema: { response: { 200: ConsentsSchema } } }, async (request) => {
    const { accountId } = authentication.accountOf(request)
    const decisions = CONSENT_PURPOSES.map(async (purpose) =>
      toConsent(purpose, await consents.latest(accountId, purpose)),
    )
    return { consents: await Promise.all(decisions) }
  })

  /** What was granted once can be withdrawn under the version it was granted in, whatever the notice says by now. */
  const withdrawsOld = async (
    purpose: ConsentPurpose,
    accountId: string,
    { version, granted }: { version: string; granted: boolean },
  ) => !granted && (await consents.latest(accountId, purpose))?.version === version

  const decision = { body: DecisionSchema, response: { 200: ConsentSchema } }
  for (const purpose of CONSENT_PURPOSES) {
    app.put(`/${purpose}`, { ...own, schema: decision }, async (request) => {
      const { accountId } = authentication.accountOf(request)
      const { version, granted } = request.body
      const current = CONSENT_VERSIONS[purpose]
      if (version !== current && !(await withdrawsOld(purpose, accountId, request.body)))
        throw ConsentVersionUnknown(current)
      const counts = await consents.decide(accountId, purpose, { version, granted, decidedAt: new Date() })
      if (counts === undefined) throw TokenInvalid()
      relay.wake()
      return toConsent(purpose, counts)
    })
  }
}

/** A grant of an older notice does not count for the current one. */
function toConsent(purpose: ConsentPurpose, decision: Decision | undefined): Consent {
  const currentVersion = CONSENT_VERSIONS[purpose]
  return {
    purpose,
    currentVersion,
    version: decision?.version ?? null,
    granted: decision?.granted === true && decision.version === currentVersion,
    decidedAt: decision?.decidedAt.toISOString() ?? null,
  }
}
