import { createHash, randomBytes } from 'node:crypto'
import { createParser } from '@mooddj/shared/codec'
import { type Static, Type } from 'typebox'
import type { Redis } from 'ioredis'
import { accountKeysKey } from './session-store.ts'

/** What a ticket is good for. */
const SeatSchema = Type.Object({
  sessionId: Type.String(),
  accountId: Type.String(),
  signInId: Type.String(),
})
export type Seat = Static<typeof SeatSchema>

export const TICKET_LIFETIME_S = 30

/** One-use tickets to the live socket. Redis holds only their hashes. */
export interface TicketStore {
  /** Makes a ticket of 256 random bits. */
  issue(seat: Seat): Promise<string>
  /** Uses a ticket up; undefined when it is unknown, old or used. */
  redeem(ticket: string): Promise<Seat | undefined>
}

const seats = createParser(SeatSchema)
const ticketKey = (ticket: string) => `gateway:ticket:${createHash('sha256').update(ticket).digest('hex')}`

export function createTicketStore(redis: Redis): TicketStore {
  return {
    async issue(seat) {
      const ticket = randomBytes(32).toString('base64url')
      const key = ticketKey(ticket)
      await redis
        .multi()
        .set(key, JSON.stringify(seat), 'EX', TICKET_LIFETIME_S)
        .sadd(accountKeysKey(seat.accountId), key)
        .expire(accountKeysKey(seat.accountId), TICKET_LIFETIME_S, 'NX')
        .exec()
      return ticket
    },
    async redeem(ticket) {
      const key = ticketKey(ticket)
      const kept = await redis.getdel(key)
      if (kept === null) return undefined
      const seat = seats.parseText(kept)
      await redis.srem(accountKeysKey(seat.accountId), key)
      return seat
    },
  }
}
