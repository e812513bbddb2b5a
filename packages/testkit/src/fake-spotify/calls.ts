import { type Answer, type Asked, requireScope } from './asked.ts'
import { FAKE_ARTISTS, findFakeTrack, idOf } from './catalogue.ts'
import { changeLibrary } from './library-change.ts'
import { artistObject, pageOf, playlistObject, profileObject, snapshotOf, trackObject } from './objects.ts'
import { coverOf, readPlaylistBody, readUris, requireTimeRange, trackUrisOf } from './request-rules.ts'
import { apiRefusal } from './refusal.ts'
import { searchTracks } from './search.ts'
import type { FakeListener, FakePlaylist, FakeState } from './state.ts'

type Call = (asked: Asked) => Answer

/** What the fake does for each call that it plays, by the operation's name in Spotify's document. */
export function createCalls(state: FakeState): ReadonlyMap<string, Call> {
  const at = new Date(state.now()).toISOString()
  const playlistOf = ({ path, listener }: Asked, own: boolean): FakePlaylist => {
    const found = state.playlists.get(path.split('/')[3] ?? '')
    if (found === undefined || found.isRemoved) throw apiRefusal(404, 'Resource not found')
    if (own && found.owner !== listener.name) throw apiRefusal(403, 'Forbidden')
    return found
  }
  /** A playlist to be changed, with the scope that its visibility asks for. */
  const changeable = (asked: Asked): FakePlaylist => {
    const playlist = playlistOf(asked, true)
    requireScope(asked, playlist.isPublic ? 'playlist-modify-public' : 'playlist-modify-private')
    return playlist
  }
  const changed = (playlist: FakePlaylist, uris: string[], status: number): Answer => {
    playlist.uris = uris
    playlist.version += 1
    return { status, body: { snapshot_id: snapshotOf(playlist) } }
  }
  const savedTracks = ({ saved }: FakeListener) => saved.flatMap((uri) => findTrackByUri(uri) ?? [])

  return new Map<string, Call>([
    ['get-current-users-profile', ({ listener }) => ok(profileObject(listener))],
    [
      'get-users-top-tracks',
      (asked) => {
        requireScope(asked, 'user-top-read')
        requireTimeRange(asked.query)
        return ok(pageOf('/me/top/tracks', asked.listener.topTracks.map(trackObject), paging(asked)))
      },
    ],
    [
      'get-users-top-artists',
      (asked) => {
        requireScope(asked, 'user-top-read')
        requireTimeRange(asked.query)
        return ok(pageOf('/me/top/artists', asked.listener.topArtists.map(artistObject), paging(asked)))
      },
    ],
    [
      'get-users-saved-tracks',
      (asked) => {
        requireScope(asked, 'user-library-read')
        const tracks = savedTracks(asked.listener)
        const saved = tracks.map((track) => ({ added_at: at, track: trackObject(track) }))
        return ok(pageOf('/me/tracks', saved, paging(asked)))
      },
    ],
    [
      'get-recently-played',
      (asked) => {
        requireScope(asked, 'user-read-recently-played')
        const { limit } = paging(asked)
        const heard = asked.listener.recent.slice(0, limit)
        const items = heard.map((track) => ({ track: trackObject(track), played_at: at }))
        return ok({ href: 'https://api.spotify.com/v1/me/player/recently-played', items, limit, cursors: {} })
      },
    ],
    [
      'search',
      (asked) => {
        const { query } = asked
        const window = paging(asked, 5)
        const kinds = (query.get('type') ?? '').split(',')
        const found = searchTracks(query.get('q') ?? '')
        const people = FAKE_ARTISTS.filter((artist) => found.some((track) => track.artist === artist))
        return ok({
          ...(kinds.includes('track') && { tracks: pageOf('/search', found.map(trackObject), window) }),
          ...(kinds.includes('artist') && { artists: pageOf('/search', people.map(artistObject), window) }),
        })
      },
    ],
    [
      'get-a-list-of-current-users-playlists',
      (asked) => {
        requireScope(asked, 'playlist-read-private')
        const { listener } = asked
        const isThere = ({ owner, isRemoved }: FakePlaylist) => owner === listener.name && !isRemoved
        const own = [...state.playlists.values()].filter(isThere).toReversed()
        const shown = own.map((playlist) => playlistObject(playlist, listener))
        return ok(pageOf('/me/playlists', shown, paging(asked)))
      },
    ],
    [
      'create-playlist',
      (asked) => {
        const { name, description = '', public: isPublic = true } = readPlaylistBody(asked.body)
        requireScope(asked, isPublic ? 'playlist-modify-public' : 'playlist-modify-private')
        const id = idOf(`playlist ${state.playlists.size} of ${asked.listener.name}`)
        const playlist = { id, owner: asked.listener.name, name, description, isPublic, version: 1 }
        const page = `${asked.origin}/playlist/${id}`
        const kept = { ...playlist, page, uris: [], cover: undefined, isRemoved: false }
        state.playlists.set(id, kept)
        return { status: 201, body: playlistObject(kept, asked.listener) }
      },
    ],
    [
      'get-playlists-items',
      (asked) => {
        requireScope(asked, 'playlist-read-private')
        const items = playlistOf(asked, true)
          .uris.flatMap((uri) => findTrackByUri(uri) ?? [])
          .map((track) => ({ added_at: at, is_local: false, item: trackObject(track) }))
        return ok(pageOf(asked.path.slice('/v1'.length), items, paging(asked)))
      },
    ],
    [
      'add-items-to-playlist',
      (asked) => {
        const playlist = changeable(asked)
        const { uris, position = playlist.uris.length } = trackUrisOf(asked)
        if (position > playlist.uris.length) throw apiRefusal(400, 'Index out of bounds')
        return changed(playlist, playlist.uris.toSpliced(position, 0, ...uris), 201)
      },
    ],
    [
      'reorder-or-replace-playlists-items',
      (asked) => changed(changeable(asked), [...trackUrisOf(asked).uris], 200),
    ],
    [
      'remove-items-playlist',
      (asked) => {
        const playlist = changeable(asked)
        const gone = new Set(readUris(asked.body))
        return changed(
          playlist,
          playlist.uris.filter((uri) => !gone.has(uri)),
          200,
        )
      },
    ],
    [
      'upload-custom-playlist-cover',
      (asked) => {
        requireScope(asked, 'ugc-image-upload')
        changeable(asked).cover = coverOf(asked)
        return { status: 202 }
      },
    ],
    ['save-library-items', (asked) => changeLibrary(state, asked, true)],
    ['remove-library-items', (asked) => changeLibrary(state, asked, false)],
  ])
}

const ok = (body: object): Answer => ({ status: 200, body })
const findTrackByUri = (uri: string) => findFakeTrack(uri.replace('spotify:track:', ''))

const paging = ({ query }: Asked, usual = 20) => ({
  limit: Number(query.get('limit') ?? usual),
  offset: Number(query.get('offset') ?? 0),
})
