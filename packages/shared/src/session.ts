import { type Static, Type } from 'typebox'

/** A one-use key to the live socket. */
export const TicketSchema = Type.Object({
  ticket: Type.String(),
  sessionId: Type.String(),
  expiresInS: Type.Integer(),
})
export type Ticket = Static<typeof TicketSchema>
