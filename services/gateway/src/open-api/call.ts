import { type TSchema, Type } from 'typebox'

/** What a body holds: a schema of its own or the name of one that the document shares. */
export interface Content {
  type?: string
  schema: TSchema | string
}

/** One call of the public API. */
export interface Call {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
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

/** A required body of JSON. */
export const json = (schema: TSchema | string) => ({ required: true, content: { schema } })

/** What any call with a bearer token may be refused with. */
export const TOKEN = { 401: ['TOKEN_MISSING', 'TOKEN_INVALID'] }
/** What any call with a JSON body or a query may be refused with. */
export const INVALID = { 400: ['REQUEST_INVALID', 'BODY_NOT_JSON'] }

/** An uploaded picture. */
export const PHOTO_SCHEMA = Type.String({
  contentMediaType: 'application/octet-stream',
  description: 'JPEG, PNG or WebP by content; at most 8 MiB and 40 megapixels',
})
/** What any call with a photo may be refused with. */
export const PHOTO = {
  400: ['PHOTO_MISSING', 'MULTIPART_EXPECTED'],
  413: ['PHOTO_TOO_LARGE', 'BODY_TOO_LARGE'],
  415: ['PHOTO_UNSUPPORTED'],
  422: ['PHOTO_TOO_MANY_PIXELS', 'PHOTO_UNREADABLE'],
}

/** The query of a paged list. */
export const PAGE = [
  { name: 'cursor', in: 'query', schema: { type: 'string' }, description: '`nextCursor` of the page before' },
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } },
]
/** Makes a call that creates something safe to repeat. */
export const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 128 },
  description: 'What a key asked for is done once; asked again with it, the first answer is given again.',
}
