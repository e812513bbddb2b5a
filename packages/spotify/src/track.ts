import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const id = Type.String({ minLength: 1, maxLength: 128 })
const name = Type.String({ maxLength: 1000 })

const TrackSchema = Type.Object({
  id,
  uri: Type.String({ pattern: '^spotify:track:' }),
  name,
  duration_ms: Type.Integer({ minimum: 0 }),
  explicit: Type.Optional(Type.Boolean()),
  artists: Type.Array(Type.Object({ id, name }), { minItems: 1 }),
  album: Type.Optional(Type.Object({ release_date: Type.Optional(Type.String()) })),
  external_ids: Type.Optional(Type.Object({ isrc: Type.Optional(Type.String()) })),
})

/** What may stand in a list where a track could: nothing (withdrawn), a listener's own file, an episode. */
export const ListedSchema = Type.Union([
  TrackSchema,
  Type.Null(),
  Type.Object({ is_local: Type.Literal(true) }),
  Type.Object({ type: Type.Literal('episode') }),
])

/** A track of Spotify's, reshaped to what Mood DJ uses of it. */
export interface SpotifyTrack {
  id: string
  /** `spotify:track:…` */
  uri: string
  title: string
  /** The first is the main one. */
  artists: readonly [SpotifyArtistName, ...SpotifyArtistName[]]
  durationMs: number
  explicit: boolean
  /** The join key to other services. */
  isrc: string | undefined
  /** Four digits of the album's release date. */
  year: number | undefined
}
export interface SpotifyArtistName {
  id: string
  name: string
}

const track = Compile(TrackSchema)
const isTrack = (value: unknown): value is Static<typeof TrackSchema> => track.Check(value)

/** The tracks of a list, without what is none. */
export function tracksOf(listed: readonly Static<typeof ListedSchema>[]): SpotifyTrack[] {
  return listed.filter(isTrack).map(toTrack)
}

function toTrack(given: Static<typeof TrackSchema>): SpotifyTrack {
  const [first, ...others] = given.artists.map((artist) => ({ id: artist.id, name: artist.name }))
  if (first === undefined) throw new TypeError('the schema asks for an artist')
  const year = /^\d{4}/.exec(given.album?.release_date ?? '')?.[0]
  return {
    id: given.id,
    uri: given.uri,
    title: given.name,
    artists: [first, ...others],
    durationMs: given.duration_ms,
    explicit: given.explicit ?? false,
    isrc: given.external_ids?.isrc,
    year: year === undefined ? undefined : Number(year),
  }
}
