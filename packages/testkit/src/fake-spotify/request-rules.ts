import { createParser, UndecodableError, type Parser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import { findFakeTrack } from './catalogue.ts'
import { apiRefusal } from './refusal.ts'

// What Spotify says in words only, in its document's descriptions, or leaves to be tried: no unknown field, no long list, no wrong kind.

const ITEMS_MOST = 100
const LIBRARY_MOST = 40
const COVER_MOST_BYTES = 256 * 1024
const TIME_RANGES = ['short_term', 'medium_term', 'long_term']

const strict = { additionalProperties: false }
const playlistBody = createParser(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      public: Type.Optional(Type.Boolean()),
      collaborative: Type.Optional(Type.Literal(false)),
      description: Type.Optional(Type.String({ maxLength: 300 })),
    },
    strict,
  ),
)
const itemsBody = createParser(
  Type.Object(
    { uris: Type.Array(Type.String()), position: Type.Optional(Type.Integer({ minimum: 0 })) },
    strict,
  ),
)
const removalBody = createParser(
  Type.Object(
    {
      items: Type.Array(Type.Object({ uri: Type.String() }, strict), { minItems: 1, maxItems: ITEMS_MOST }),
      snapshot_id: Type.Optional(Type.String()),
    },
    strict,
  ),
)

/** @throws {Refusal} 400 */
function read<T>(parser: Parser<T>, body: unknown): T {
  try {
    return parser.parse(body)
  } catch (error) {
    if (error instanceof UndecodableError) throw apiRefusal(400, `Invalid request body: ${error.message}`)
    throw error
  }
}

export const readPlaylistBody = (body: unknown) => read(playlistBody, body)
export const readUris = (body: unknown) => read(removalBody, body).items.map(({ uri }) => uri)

/** The tracks that an items call names, each of them known. */
export function trackUrisOf({ body, query }: { body: unknown; query: URLSearchParams }) {
  if (query.has('uris')) throw apiRefusal(400, 'The fake takes uris in the body only')
  const { uris, position } = read(itemsBody, body)
  if (uris.length > ITEMS_MOST) throw apiRefusal(400, 'You can add a maximum of 100 tracks per request.')
  for (const uri of uris) {
    const id = /^spotify:track:(\w+)$/.exec(uri)?.[1]
    if (id === undefined) throw apiRefusal(400, `Invalid track uri: ${uri}`)
    if (findFakeTrack(id) === undefined) throw apiRefusal(400, 'Payload contains a non-existing ID')
  }
  return { uris, position }
}

/** Over how long a time a listener's taste is asked for. */
export function requireTimeRange(query: URLSearchParams): void {
  const range = query.get('time_range') ?? 'medium_term'
  if (!TIME_RANGES.includes(range)) throw apiRefusal(400, 'Invalid time range')
}

/** The JPEG that a cover's body holds. */
export function coverOf({ body, contentType }: { body: unknown; contentType: string }): Buffer {
  if (contentType !== 'image/jpeg') throw apiRefusal(415, 'Unsupported Media Type')
  if (typeof body !== 'string' || body === '') throw apiRefusal(400, 'Image data is missing')
  if (body.length > COVER_MOST_BYTES) throw apiRefusal(413, 'Image exceeds maximum size of 256 KB')
  const jpeg = Buffer.from(body, 'base64')
  const isBase64 = jpeg.toString('base64') === body
  const isJpeg = jpeg.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))
  if (!isBase64 || !isJpeg) throw apiRefusal(400, 'Error while uploading image: not a base64 JPEG')
  return jpeg
}

/** The things that a library call names: tracks and playlists, which is what Mood DJ has to do with. */
export function libraryUrisOf(query: URLSearchParams): { uri: string; kind: string; id: string }[] {
  const uris = (query.get('uris') ?? '').split(',')
  if (uris.length > LIBRARY_MOST) throw apiRefusal(400, 'Too many uris requested')
  return uris.map((uri) => {
    const [, kind, id] = /^spotify:(track|playlist):(\w+)$/.exec(uri) ?? []
    if (kind === undefined || id === undefined) throw apiRefusal(400, `Invalid uri: ${uri}`)
    return { uri, kind, id }
  })
}
