import { ConsentSchema, ConsentsSchema, SignedInSchema, UserSchema } from '@mooddj/shared/account'
import { CardSchema } from '@mooddj/shared/card'
import { ClientMessageSchema, ServerMessageSchema } from '@mooddj/shared/live-protocol'
import { MoodReadingSchema } from '@mooddj/shared/mood'
import { PlaylistSchema, SharedPlaylistSchema } from '@mooddj/shared/playlist'
import { PROBLEM_MEDIA_TYPE, ProblemSchema } from '@mooddj/shared/problem'
import { TicketSchema } from '@mooddj/shared/session'
import { ACCOUNT_CALLS } from './account-calls.ts'
import type { Call, Content } from './call.ts'
import { CARD_CALLS } from './card-calls.ts'
import { LIVE_CALLS } from './live-calls.ts'
import { PLAYLIST_CALLS } from './playlist-calls.ts'
import { SIGN_IN_CALLS } from './sign-in-calls.ts'
import { SPOTIFY_CALLS } from './spotify-calls.ts'

const DESCRIPTION = `Turns a face into music. Errors are \`application/problem+json\` (RFC 9457); \`code\` names them.
Any call may also answer 429 (with Retry-After) when it was made too often and 503 (with Retry-After) while the service behind it is away.`

/** The public API as an OpenAPI 3.1 document, made of the very schemas that check what goes over the wire. */
export const openApiDocument = toJsonSchema2020({
  openapi: '3.1.0',
  info: {
    title: 'Mood DJ',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  paths: paths([
    ...ACCOUNT_CALLS,
    ...SIGN_IN_CALLS,
    ...LIVE_CALLS,
    ...PLAYLIST_CALLS,
    ...CARD_CALLS,
    ...SPOTIFY_CALLS,
  ]),
  components: {
    schemas: {
      Card: CardSchema,
      ClientMessage: ClientMessageSchema,
      Consent: ConsentSchema,
      Consents: ConsentsSchema,
      MoodReading: MoodReadingSchema,
      Playlist: PlaylistSchema,
      Problem: ProblemSchema,
      ServerMessage: ServerMessageSchema,
      SharedPlaylist: SharedPlaylistSchema,
      SignedIn: SignedInSchema,
      Ticket: TicketSchema,
      User: UserSchema,
    },
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      refresh: {
        type: 'apiKey',
        in: 'cookie',
        name: 'refresh',
        description: 'Set by signing in; HttpOnly, Path=/v1/auth.',
      },
    },
  },
})

function paths(calls: readonly Call[]): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {}
  for (const call of calls) found[call.path] = { ...found[call.path], [call.method]: operation(call) }
  return found
}

function operation({
  method,
  path,
  summary,
  access,
  parameters = [],
  body,
  answers,
  problems,
}: Call): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  return {
    operationId: `${method}${path.replaceAll(/[^a-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    security:
      access === 'anyone' ? [] : access === 'guest or anyone' ? [{}, { bearer: [] }] : [{ [access]: [] }],
    parameters: [...inPath, ...parameters],
    ...(body && { requestBody: { required: body.required, content: content(body.content) } }),
    responses: { ...answersOf(answers), ...problemsOf(problems) },
  }
}

function answersOf(answers: Call['answers']): Record<string, object> {
  const found: Record<string, object> = {}
  for (const [status, { description, ...given }] of Object.entries(answers)) {
    found[status] = { description, ...(given.content && { content: content(given.content) }) }
  }
  return found
}

/** The problems of a call by status: several codes may share one. */
function problemsOf(problems: Call['problems']): Record<string, object> {
  const found: Record<string, object> = {}
  const everywhere = { 429: ['REQUESTS_TOO_MANY'], 503: ['SERVICE_UNAVAILABLE'] }
  for (const status of new Set([...Object.keys(problems), ...Object.keys(everywhere)])) {
    const codes = [problems, everywhere].flatMap(
      (table: Readonly<Record<string, readonly string[]>>) => table[status] ?? [],
    )
    const waits = status === '429' || status === '503'
    found[status] = {
      description: codes.join(' · '),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      ...(waits && { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } }),
    }
  }
  return found
}

function content({ type = 'application/json', schema }: Content): object {
  return {
    [type]: { schema: typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema },
  }
}

/** As plain JSON, with tuples as JSON Schema 2020-12 (and so OpenAPI 3.1) writes them. */
function toJsonSchema2020(document: object): object {
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items))
      return value
    const { items, ...rest } = value
    const { additionalItems: _additional, ...kept } = { additionalItems: false, ...rest }
    return { ...kept, prefixItems: items, items: false }
  })
}
