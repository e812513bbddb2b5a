import { Type } from 'typebox'
import { TicketRequestSchema } from '../ticket-routes.ts'
import { type Call, INVALID, PHOTO, PHOTO_SCHEMA, TOKEN } from './call.ts'

/** The live socket, its tickets, and the way without a camera. */
export const LIVE_CALLS: readonly Call[] = [
  {
    method: 'post',
    path: '/v1/live/tickets',
    summary:
      'Get a one-use ticket to the live socket; with `sessionId`, go on with an own session of the last ten minutes',
    access: 'bearer',
    body: { required: false, content: { schema: TicketRequestSchema } },
    answers: { 201: { description: 'A ticket, good once and for 30 s', content: { schema: 'Ticket' } } },
    problems: {
      ...INVALID,
      ...TOKEN,
      403: ['CONSENT_MISSING'],
      404: ['SESSION_NOT_FOUND'],
      503: ['HOUSE_FULL', 'SERVICE_RESTARTING'],
    },
  },
  {
    method: 'get',
    path: '/v1/live',
    summary:
      'The live socket (WebSocket, subprotocol mooddj.v1). Up: frames (binary: u32 number, f64 capturedAt, both little-endian, then a JPEG) and ClientMessage; down: ServerMessage. ' +
      'Closes with 1003 (not a message), 1008 (policy: ten unreadable frames, signed out, consent withdrawn, a newer socket), 1009 (over 256 KiB), 1012 (restart)',
    access: 'anyone',
    parameters: [{ name: 'ticket', in: 'query', required: true, schema: { type: 'string' } }],
    answers: { 101: { description: 'The socket is open' } },
    problems: {
      400: ['HANDSHAKE_INVALID'],
      401: ['TICKET_INVALID', 'TOKEN_INVALID'],
      403: ['CONSENT_MISSING', 'ORIGIN_NOT_ALLOWED'],
      426: ['UPGRADE_REQUIRED'],
      503: ['HOUSE_FULL', 'SERVICE_RESTARTING'],
    },
  },
  {
    method: 'post',
    path: '/v1/readings',
    summary: 'Read the mood of one photo; it is not kept',
    access: 'bearer',
    body: {
      required: true,
      content: { type: 'multipart/form-data', schema: Type.Object({ photo: PHOTO_SCHEMA }) },
    },
    answers: { 200: { description: 'The reading', content: { schema: 'MoodReading' } } },
    problems: { ...PHOTO, ...TOKEN, 403: ['CONSENT_MISSING'], 503: ['READERS_BUSY'] },
  },
]
