import type { FakeArtist, FakeTrack } from './catalogue.ts'
import type { FakeListener, FakePlaylist } from './state.ts'

// The shapes of Spotify's objects, with all that its document asks for and nothing that new apps no longer get.

const api = 'https://api.spotify.com/v1'
const open = (kind: string, id: string) => ({ spotify: `https://open.spotify.com/${kind}/${id}` })

const artistName = ({ id, name }: FakeArtist) => ({
  id,
  name,
  type: 'artist',
  href: `${api}/artists/${id}`,
  uri: `spotify:artist:${id}`,
  external_urls: open('artist', id),
})

export const artistObject = (artist: FakeArtist) => ({ ...artistName(artist), genres: [], images: [] })

export function trackObject(track: FakeTrack) {
  const albumId = `${track.id.slice(0, 18)}albm`
  return {
    id: track.id,
    uri: track.uri,
    type: 'track',
    name: track.title,
    href: `${api}/tracks/${track.id}`,
    duration_ms: track.durationMs,
    explicit: false,
    is_local: false,
    disc_number: 1,
    track_number: 1,
    artists: [artistName(track.artist)],
    external_ids: { isrc: track.isrc },
    external_urls: open('track', track.id),
    album: {
      id: albumId,
      uri: `spotify:album:${albumId}`,
      href: `${api}/albums/${albumId}`,
      type: 'album',
      album_type: 'single',
      name: track.title,
      total_tracks: 1,
      // The document still asks for it; new apps get it empty.
      available_markets: [],
      images: [],
      release_date: `${track.year}-03-01`,
      release_date_precision: 'day',
      artists: [artistName(track.artist)],
      external_urls: open('album', albumId),
    },
  }
}

export const profileObject = ({ accountId, id, name }: FakeListener) => ({
  account_id: accountId,
  display_name: name,
  id,
  type: 'user',
  href: `${api}/users/${id}`,
  uri: `spotify:user:${id}`,
  external_urls: open('user', id),
  images: [],
})

export const playlistObject = (playlist: FakePlaylist, owner: FakeListener) => ({
  id: playlist.id,
  uri: `spotify:playlist:${playlist.id}`,
  type: 'playlist',
  href: `${api}/playlists/${playlist.id}`,
  name: playlist.name,
  description: playlist.description,
  public: playlist.isPublic,
  collaborative: false,
  snapshot_id: snapshotOf(playlist),
  images: [],
  owner: {
    id: owner.id,
    type: 'user',
    display_name: owner.name,
    href: `${api}/users/${owner.id}`,
    uri: `spotify:user:${owner.id}`,
    external_urls: open('user', owner.id),
  },
  external_urls: { spotify: playlist.page },
})

export const snapshotOf = ({ id, version }: FakePlaylist) =>
  Buffer.from(`${version},${id}`).toString('base64')

/** One page of a list, as Spotify wraps it. */
export function pageOf<T>(
  path: string,
  list: readonly T[],
  { limit, offset }: { limit: number; offset: number },
) {
  const link = (from: number) => `${api}${path}?offset=${from}&limit=${limit}`
  return {
    href: link(offset),
    items: list.slice(offset, offset + limit),
    limit,
    next: offset + limit < list.length ? link(offset + limit) : null,
    offset,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    total: list.length,
  }
}
