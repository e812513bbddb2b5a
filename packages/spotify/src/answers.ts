import { createParser } from '@mooddj/shared/codec'
import { type Static, Type } from 'typebox'
import { ListedSchema } from './track.ts'

// Of each answer only what is used: whatever else Spotify says is let through unread, and may go the way of `popularity`.

const id = Type.String({ minLength: 1, maxLength: 128 })
const token = Type.String({ minLength: 1, maxLength: 4096 })

export const tokenAnswer = createParser(
  Type.Object({
    access_token: token,
    token_type: Type.String({ pattern: '^[Bb]earer$' }),
    expires_in: Type.Integer({ minimum: 1 }),
    scope: Type.Optional(Type.String()),
    refresh_token: Type.Optional(token),
  }),
)
export const profileAnswer = createParser(
  Type.Object({
    account_id: id,
    display_name: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
)
export const tracksAnswer = createParser(Type.Object({ items: Type.Array(ListedSchema) }))
/** Of saved and of recently played tracks. */
export const wrappedTracksAnswer = createParser(
  Type.Object({ items: Type.Array(Type.Object({ track: ListedSchema })) }),
)
export const searchAnswer = createParser(
  Type.Object({ tracks: Type.Object({ items: Type.Array(ListedSchema) }) }),
)
export const artistsAnswer = createParser(
  Type.Object({
    items: Type.Array(
      Type.Object({ id, name: Type.String(), genres: Type.Optional(Type.Array(Type.String())) }),
    ),
  }),
)
const playlist = Type.Object({
  id,
  description: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  external_urls: Type.Optional(Type.Object({ spotify: Type.Optional(Type.String()) })),
})
export const playlistAnswer = createParser(playlist)
export const playlistsAnswer = createParser(
  Type.Object({ items: Type.Array(Type.Union([playlist, Type.Null()])) }),
)
/** A playlist as its listener may open it. */
export function toPlaylist({ id, description, external_urls }: Static<typeof playlist>) {
  const url = external_urls?.spotify ?? `https://open.spotify.com/playlist/${id}`
  return { id, url, description: description ?? '' }
}
export const itemsAnswer = createParser(
  Type.Object({
    total: Type.Integer({ minimum: 0 }),
    items: Type.Array(Type.Object({ item: Type.Optional(ListedSchema) })),
  }),
)
