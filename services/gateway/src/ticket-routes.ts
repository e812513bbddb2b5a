import { type Ticket, TicketSchema } from '@mooddj/shared/session'
import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import { Type } from 'typebox'
import { v7 as uuidV7 } from 'uuid'
import type { RequireConsent } from './consent.ts'
import type { Doorman } from './doorman.ts'
import { SessionNotFound } from './problems.ts'
import { redisCall } from './redis-call.ts'
import type { SessionStore } from './session-store.ts'
import { TICKET_LIFETIME_S, type TicketStore } from './ticket-store.ts'

/** What a ticket is asked for with: nothing, or the own session of the last ten minutes to go on with. */
export const TicketRequestSchema = Type.Object({
  sessionId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
})

/** `POST /v1/live/tickets` */
export function ticketRoutes(
  app: App,
  {
    authentication,
    requireConsent,
    doorman,
    tickets,
    sessions,
  }: {
    authentication: Authentication
    requireConsent: RequireConsent
    doorman: Doorman
    tickets: TicketStore
    sessions: SessionStore
  },
): void {
  app.post(
    '/v1/live/tickets',
    {
      schema: { body: TicketRequestSchema, response: { 201: TicketSchema } },
      onRequest: [authentication.onRequest, requireConsent],
      preValidation: (request, _reply, done) => {
        // No body at all asks for a new session.
        request.body ??= {}
        done()
      },
    },
    async (request, reply) => {
      const { accountId, signInId } = authentication.accountOf(request)
      const { sessionId } = request.body
      if (sessionId !== undefined) {
        const kept = await redisCall(() => sessions.read(sessionId))
        if (kept?.accountId !== accountId) throw SessionNotFound()
      }
      const seat = { sessionId: sessionId ?? uuidV7(), accountId, signInId }
      doorman.checkPlace(seat.sessionId, sessionId !== undefined)
      const ticket: Ticket = {
        ticket: await redisCall(() => tickets.issue(seat)),
        sessionId: seat.sessionId,
        expiresInS: TICKET_LIFETIME_S,
      }
      return reply.code(201).header('cache-control', 'no-store').send(ticket)
    },
  )
}
