import type { App } from '@mooddj/platform/app'
import { type Authentication, TokenInvalid } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import {
  CONSENT_PURPOSE,
  CONSENT_VERSION,
  type Consent,
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
    return { consents: [toConsent(await consents.latest(accountId))] }
  })

  const decision = { body: DecisionSchema, response: { 200: ConsentSchema } }
  app.put(`/${CONSENT_PURPOSE}`, { ...own, schema: decision }, async (request) => {
    const { accountId } = authentication.accountOf(request)
    const { version, granted } = request.body
    if (version !== CONSENT_VERSION && !(await withdrawsOld(consents, accountId, request.body))) {
      throw ConsentVersionUnknown(CONSENT_VERSION)
    }
    const counts = await consents.decide(accountId, { version, granted, decidedAt: new Date() })
    if (counts === undefined) throw TokenInvalid()
    relay.wake()
    return toConsent(counts)
  })
}

/** What was granted once can be withdrawn under the version it was granted in, whatever the notice says by now. */
async function withdrawsOld(
  consents: ConsentStore,
  accountId: string,
  { version, granted }: { version: string; granted: boolean },
) {
  return !granted && (await consents.latest(accountId))?.version === version
}

/** A grant of an older notice does not count for the current one. */
function toConsent(decision: Decision | undefined): Consent {
  return {
    purpose: CONSENT_PURPOSE,
    currentVersion: CONSENT_VERSION,
    version: decision?.version ?? null,
    granted: decision?.granted === true && decision.version === CONSENT_VERSION,
    decidedAt: decision?.decidedAt.toISOString() ?? null,
  }
}
