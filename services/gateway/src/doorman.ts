import { LIVE_PROTOCOL } from '@mooddj/shared/live-protocol'
import { TokenInvalid } from '@mooddj/platform/authentication'
import type { DenyList } from '@mooddj/platform/deny-list'
import { retryLater } from '@mooddj/platform/problem'
import type { FastifyRequest } from 'fastify'
import type { House } from './house.ts'
import type { Places } from './places.ts'
import {
  ConsentMissing,
  HandshakeInvalid,
  HouseFull,
  OriginNotAllowed,
  Restarting,
  TicketInvalid,
} from './problems.ts'
import { redisCall } from './redis-call.ts'
import type { KeptSession, SessionStore } from './session-store.ts'
import type { Seat, TicketStore } from './ticket-store.ts'

/** Who was let in, and the session found, if it is resumed. */
export interface Entry {
  seat: Seat
  kept: KeptSession | undefined
}

/** Decides who may open a live socket, before anything is upgraded. */
export interface Doorman {
  /** Lets a request in or throws the problem that says why not. */
  admit(request: FastifyRequest, ticket: string | undefined): Promise<Entry>
  /**
   * Whether there is a place: for whoever is in already, as long as sockets are allowed for whoever comes back to a session (`isBack`), and for
   * others while the house is not full. Asked with a ticket's request, and last right before the upgrade: places may be taken meanwhile.
   */
  checkPlace(sessionId: string, isBack: boolean): void
}

const COME_BACK_S = 5
/** RFC 6455, 4.2.1: sixteen bytes in base64. */
const HANDSHAKE_KEY = /^[+/0-9A-Za-z]{22}==$/

export function createDoorman({
  origins,
  house,
  places,
  tickets,
  sessions,
  denyList,
  isClosing,
}: {
  origins: ReadonlySet<string>
  house: House
  places: Places
  tickets: TicketStore
  sessions: SessionStore
  denyList: DenyList
  isClosing: () => boolean
}): Doorman {
  const checkPlace = (sessionId: string, isBack: boolean) => {
    if (isClosing()) throw retryLater(Restarting(), COME_BACK_S)
    const isFull = isBack ? places.isCrammed() : places.isFull()
    if (isFull && !house.has(sessionId)) throw retryLater(HouseFull(places.count(), COME_BACK_S), COME_BACK_S)
  }
  return {
    checkPlace,
    async admit({ headers }, ticket) {
      if (headers.origin !== undefined && !origins.has(headers.origin)) throw OriginNotAllowed()
      if (ticket === undefined || ticket === '') throw TicketInvalid()
      const seat = await redisCall(() => tickets.redeem(ticket))
      if (seat === undefined) throw TicketInvalid()
      const [isDenied, isConsentDenied, kept] = await redisCall(() =>
        Promise.all([
          denyList.isDenied(seat),
          denyList.isConsentDenied(seat.accountId),
          sessions.read(seat.sessionId),
        ]),
      )
      if (isDenied) throw TokenInvalid()
      if (isConsentDenied) throw ConsentMissing()
      if (!isHandshake(headers)) throw HandshakeInvalid()
      checkPlace(seat.sessionId, kept !== undefined)
      return { seat, kept }
    },
  }
}

function isHandshake(headers: FastifyRequest['headers']): boolean {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  return (
    offered.includes(LIVE_PROTOCOL) &&
    headers['sec-websocket-version'] === '13' &&
    HANDSHAKE_KEY.test(headers['sec-websocket-key'] ?? '')
  )
}
