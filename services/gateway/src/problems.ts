import { defineProblem } from '@mooddj/platform/problem'

export const TicketInvalid = defineProblem(
  'TICKET_INVALID',
  'The live socket needs a fresh ticket: ask for one at POST /v1/live/tickets and use it once within 30 seconds.',
  401,
)
export const SessionNotFound = defineProblem(
  'SESSION_NOT_FOUND',
  'There is no session of yours from the last ten minutes under this id. Ask for a ticket without one.',
  404,
)
export const ConsentMissing = defineProblem(
  'CONSENT_MISSING',
  'Reading emotions needs your consent first: see GET /v1/consents.',
  403,
)
export const OriginNotAllowed = defineProblem(
  'ORIGIN_NOT_ALLOWED',
  'Pages of this origin may not open the live socket.',
  403,
)
export const HouseFull = defineProblem<[places: number, retryAfterS: number]>(
  'HOUSE_FULL',
  'All %d places are taken right now: with more listeners at once nobody’s mood could be read well. Try again in %d seconds.',
  503,
)
export const Restarting = defineProblem(
  'SERVICE_RESTARTING',
  'The service is restarting. Try again in a moment.',
  503,
)
export const UpgradeRequired = defineProblem(
  'UPGRADE_REQUIRED',
  'This address speaks WebSocket (RFC 6455) only.',
  426,
)
export const HandshakeInvalid = defineProblem(
  'HANDSHAKE_INVALID',
  'The WebSocket handshake (RFC 6455) is not valid or does not offer the subprotocol mooddj.v1.',
  400,
)
export const BodyTooLarge = defineProblem<[limit: string]>(
  'BODY_TOO_LARGE',
  'What was sent is larger than the %s allowed.',
  413,
)
export const RequestsTooMany = defineProblem(
  'REQUESTS_TOO_MANY',
  'Too many requests. Wait a moment, then try again.',
  429,
)
