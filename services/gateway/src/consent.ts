import { CONSENT_PURPOSE, ConsentsSchema, isGranted } from '@mooddj/shared/account'
import { ask } from '@mooddj/platform/ask'
import type { TokenConfig } from '@mooddj/platform/config'
import type { FastifyRequest } from 'fastify'
import { ConsentMissing } from './problems.ts'

/** Lets a request pass only if whoever makes it consents, today, to emotion recognition. */
export type RequireConsent = (request: FastifyRequest) => Promise<void>

/**
 * Asks auth each time: consent may be withdrawn from one moment to the next.
 * @throws {ConsentMissing} from the function it gives; auth's own problem (401); or that auth cannot be reached (503)
 */
export function consentAskedOf(config: TokenConfig): RequireConsent {
  const url = new URL('/v1/consents', config.AUTH_URL)
  return async ({ headers }) => {
    const { consents } = await ask(url, {
      schema: ConsentsSchema,
      authorization: headers.authorization,
      what: 'Your consent',
    })
    if (!isGranted(consents, CONSENT_PURPOSE)) throw ConsentMissing()
  }
}
