import { CONSENT_PURPOSE } from '@mooddj/shared/account'
import { CARD_DESIGNS } from '@mooddj/shared/card'
import {
  FeelingRequestSchema,
  JudgementRequestSchema,
  PlaylistPageSchema,
  PlaylistRequestSchema,
} from '@mooddj/shared/playlist'
import { CardSchema } from '@mooddj/shared/card'
import { type TSchema, Type } from 'typebox'
import { TicketRequestSchema } from './ticket-routes.ts'

/** What a body holds: a schema of its own or the name of one that the document shares. */
export interface Content {
  type?: string
  schema: TSchema | string
}

/** One call of the public API. */
export interface Call {
  method: 'get' | 'post' | 'put' | 'delete'
  /** With `{name}` for what varies. */
  path: string
  summary: string
  access: 'anyone' | 'guest or anyone' | 'bearer' | 'refresh'
  parameters?: readonly object[]
  body?: { required: boolean; content: Content }
  answers: Readonly<Record<number, { description: string; content?: Content }>>
  /** Codes by status. */
  problems: Readonly<Record<number, readonly string[]>>
}

const TOKEN = { 401: ['TOKEN_MISSING', 'TOKEN_INVALID'] }
const INVALID = { 400: ['REQUEST_INVALID', 'BODY_NOT_JSON'] }
const PHOTO = {
  400: ['PHOTO_MISSING'],
  413: ['UPLOAD_TOO_LARGE', 'BODY_TOO_LARGE'],
  415: ['PHOTO_UNSUPPORTED'],
  422: ['PHOTO_TOO_LARGE', 'PHOTO_UNREADABLE'],
}
const photo = Type.String({ contentMediaType: 'application/octet-stream', description: 'JPEG, PNG or WebP; at most 8 MiB and 40 megapixels' })
const credentials = { email: Type.String(), password: Type.String() }
const json = (schema: TSchema | string) => ({ required: true, content: { schema } })
const page = [
  { name: 'cursor', in: 'query', schema: { type: 'string' }, description: '`nextCursor` of the page before' },
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } },
]
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 128 },
  description: 'The same key is carried out once; asked again, it gives the first answer.',
}

/** Every public call: what comes in, what goes out, what may be wrong. */
export const CALLS: readonly Call[] = [
  {
    method: 'post',
    path: '/v1/auth/guests',
    summary: 'Start as a guest',
    access: 'anyone',
    answers: { 201: { description: 'Signed in as a new guest', content: { schema: 'SignedIn' } } },
    problems: { 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/v1/auth/register',
    summary: 'Register; with a guest’s bearer, keep what the guest made',
    access: 'guest or anyone',
    body: json(Type.Object({ ...credentials, displayName: Type.String() })),
    answers: { 201: { description: 'Registered and signed in', content: { schema: 'SignedIn' } } },
    problems: { ...INVALID, 401: ['TOKEN_INVALID'], 409: ['EMAIL_TAKEN', 'ALREADY_REGISTERED'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/v1/auth/login',
    summary: 'Log in',
    access: 'anyone',
    body: json(Type.Object(credentials)),
    answers: { 200: { description: 'Signed in', content: { schema: 'SignedIn' } } },
    problems: { ...INVALID, 401: ['LOGIN_WRONG'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/v1/auth/refresh',
    summary: 'Get a new access token; the cookie is rotated, and using an old one ends the sign-in',
    access: 'refresh',
    answers: { 200: { description: 'Signed in', content: { schema: 'SignedIn' } } },
    problems: { 401: ['REFRESH_MISSING', 'REFRESH_INVALID', 'REFRESH_REUSED'], 403: ['ORIGIN_MISMATCH'] },
  },
  {
    method: 'post',
    path: '/v1/auth/logout',
    summary: 'Log out: the sign-in ends at once, its sockets close',
    access: 'refresh',
    answers: { 204: { description: 'Logged out' } },
    problems: { ...TOKEN, 403: ['ORIGIN_MISMATCH'] },
  },
  {
    method: 'get',
    path: '/v1/auth/me',
    summary: 'Who is signed in',
    access: 'bearer',
    answers: { 200: { description: 'The profile', content: { schema: 'User' } } },
    problems: TOKEN,
  },
  {
    method: 'delete',
    path: '/v1/auth/me',
    summary: 'Delete the account and everything kept of it, everywhere',
    access: 'bearer',
    answers: { 202: { description: 'Being erased' } },
    problems: TOKEN,
  },
  {
    method: 'get',
    path: '/v1/auth/me/export',
    summary: 'Everything that is kept of the account',
    access: 'bearer',
    answers: { 200: { description: 'The export', content: { schema: Type.Object({}) } } },
    problems: TOKEN,
  },
  {
    method: 'get',
    path: '/v1/consents',
    summary: 'What is consented to, and the current versions of the notices',
    access: 'bearer',
    answers: { 200: { description: 'The consents', content: { schema: 'Consents' } } },
    problems: TOKEN,
  },
  {
    method: 'put',
    path: `/v1/consents/${CONSENT_PURPOSE}`,
    summary: 'Give or withdraw consent to emotion recognition',
    access: 'bearer',
    body: json(Type.Object({ version: Type.String(), granted: Type.Boolean() })),
    answers: { 200: { description: 'Recorded', content: { schema: 'Consent' } } },
    problems: { ...INVALID, ...TOKEN, 409: ['CONSENT_VERSION_UNKNOWN'] },
  },
  {
    method: 'post',
    path: '/v1/live/tickets',
    summary: 'Get a one-use ticket to the live socket; with `sessionId`, go on with an own session of the last ten minutes',
    access: 'bearer',
    body: { required: false, content: { schema: TicketRequestSchema } },
    answers: { 201: { description: 'A ticket, good once and for 30 s', content: { schema: 'Ticket' } } },
    problems: { ...INVALID, ...TOKEN, 403: ['CONSENT_MISSING'], 404: ['SESSION_NOT_FOUND'] },
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
    body: { required: true, content: { type: 'multipart/form-data', schema: Type.Object({ photo }) } },
    answers: { 200: { description: 'The reading', content: { schema: 'MoodReading' } } },
    problems: { ...PHOTO, ...TOKEN, 403: ['CONSENT_MISSING'], 503: ['READERS_BUSY'] },
  },
  {
    method: 'post',
    path: '/v1/playlists',
    summary: 'Compose a playlist from the session’s settled mood, or from a mood given by hand',
    access: 'bearer',
    parameters: [idempotencyKey],
    body: json(PlaylistRequestSchema),
    answers: { 201: { description: 'The playlist', content: { schema: 'Playlist' } } },
    problems: {
      ...INVALID,
      ...TOKEN,
      404: ['SESSION_NOT_FOUND'],
      409: ['MOOD_NOT_SETTLED', 'IDEMPOTENCY_KEY_REUSED', 'PROVIDER_NOT_READY'],
      410: ['PLAYLIST_DELETED'],
      501: ['STRATEGY_NOT_READY'],
    },
  },
  {
    method: 'get',
    path: '/v1/playlists',
    summary: 'The own playlists, newest first',
    access: 'bearer',
    parameters: page,
    answers: { 200: { description: 'A page', content: { schema: PlaylistPageSchema } } },
    problems: { ...INVALID, ...TOKEN },
  },
  {
    method: 'get',
    path: '/v1/playlists/{id}',
    summary: 'One own playlist',
    access: 'bearer',
    answers: { 200: { description: 'The playlist', content: { schema: 'Playlist' } } },
    problems: { ...TOKEN, 404: ['PLAYLIST_NOT_FOUND'] },
  },
  {
    method: 'delete',
    path: '/v1/playlists/{id}',
    summary: 'Delete an own playlist, its share link with it',
    access: 'bearer',
    answers: { 204: { description: 'Deleted' } },
    problems: { ...TOKEN, 404: ['PLAYLIST_NOT_FOUND'] },
  },
  {
    method: 'post',
    path: '/v1/playlists/{id}/feelings',
    summary: 'Say how one feels before or after listening',
    access: 'bearer',
    body: json(FeelingRequestSchema),
    answers: { 202: { description: 'Recorded' } },
    problems: { ...INVALID, ...TOKEN, 404: ['PLAYLIST_NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/v1/shares/{token}',
    summary: 'A shared playlist, for anyone who holds its link',
    access: 'anyone',
    answers: { 200: { description: 'The playlist', content: { schema: 'SharedPlaylist' } } },
    problems: { 404: ['SHARE_NOT_FOUND'] },
  },
  {
    method: 'delete',
    path: '/v1/shares/{token}',
    summary: 'Revoke an own share link',
    access: 'bearer',
    answers: { 204: { description: 'Revoked' } },
    problems: { ...TOKEN, 404: ['SHARE_NOT_FOUND'] },
  },
  {
    method: 'post',
    path: '/v1/tracks/{id}/judgements',
    summary: 'Record what was done with a track of an own playlist',
    access: 'bearer',
    parameters: [idempotencyKey],
    body: json(JudgementRequestSchema),
    answers: { 202: { description: 'Recorded' } },
    problems: { ...INVALID, ...TOKEN, 404: ['PLAYLIST_NOT_FOUND', 'TRACK_NOT_FOUND'], 409: ['IDEMPOTENCY_KEY_REUSED'] },
  },
  {
    method: 'post',
    path: '/v1/cards',
    summary: 'Draw a Vibe Card',
    access: 'bearer',
    parameters: [idempotencyKey],
    body: {
      required: true,
      content: {
        type: 'multipart/form-data',
        schema: Type.Object({ photo, playlistId: Type.String(), design: Type.Optional(Type.Enum(CARD_DESIGNS)) }),
      },
    },
    answers: { 201: { description: 'The card', content: { schema: 'Card' } } },
    problems: {
      ...PHOTO,
      400: ['PHOTO_MISSING', 'PLAYLIST_ID_MISSING', 'DESIGN_UNKNOWN'],
      ...TOKEN,
      404: ['PLAYLIST_NOT_FOUND'],
      409: ['SHARE_REVOKED'],
      503: ['DRAWING_BUSY'],
    },
  },
  {
    method: 'get',
    path: '/v1/cards',
    summary: 'The own cards, newest first',
    access: 'bearer',
    parameters: page,
    answers: {
      200: {
        description: 'A page',
        content: { schema: Type.Object({ cards: Type.Array(CardSchema), nextCursor: Type.Union([Type.String(), Type.Null()]) }) },
      },
    },
    problems: { ...INVALID, ...TOKEN },
  },
  {
    method: 'delete',
    path: '/v1/cards/{id}',
    summary: 'Delete an own card, its picture with it',
    access: 'bearer',
    answers: { 204: { description: 'Deleted' } },
    problems: { ...TOKEN, 404: ['CARD_NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/v1/cards/images/{token}',
    summary: 'The card’s picture, 1080 × 1920, for anyone who holds its address; PNG where only that is accepted',
    access: 'anyone',
    answers: {
      200: { description: 'The picture', content: { type: 'image/jpeg', schema: Type.String({ contentMediaType: 'image/jpeg' }) } },
    },
    problems: { 404: ['CARD_NOT_FOUND'] },
  },
  ...(['post', 'delete'] as const).map(
    (method): Call => ({
      method,
      path: '/v1/spotify/link',
      summary: method === 'post' ? 'Begin to link Spotify (not available yet)' : 'Unlink Spotify (not available yet)',
      access: 'bearer',
      answers: {},
      problems: { 501: ['SPOTIFY_NOT_READY'] },
    }),
  ),
  {
    method: 'get',
    path: '/v1/spotify/callback',
    summary: 'Where Spotify sends a listener back (not available yet)',
    access: 'anyone',
    answers: {},
    problems: { 501: ['SPOTIFY_NOT_READY'] },
  },
]
