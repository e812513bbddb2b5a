import type { Parser } from '@mooddj/shared/codec'
import {
  artistsAnswer,
  itemsAnswer,
  playlistAnswer,
  playlistsAnswer,
  profileAnswer,
  searchAnswer,
  toPlaylist,
  tracksAnswer,
  wrappedTracksAnswer,
} from './answers.ts'
import type { CallBudget } from './call-budget.ts'
import { libraryRequest, newRequest } from './library-requests.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import { SpotifyProblem } from './spotify-problem.ts'
import { type SpotifyTrack, tracksOf } from './track.ts'
import { anyAnswer, type Transport } from './transport.ts'

/** The most that Spotify takes or gives in one call. */
export const PAGE_MOST = 50
export const SEARCH_MOST = 10
export const ITEMS_MOST = 100
export const LIBRARY_MOST = 40
/** A cover's size as it is sent, base64. */
export const COVER_BASE64_MOST_BYTES = 256 * 1024

/** On whose behalf calls are made, and within what. */
export interface ListenerAccess {
  accessToken: string
  /** Gives a fresh access token; asked once a call at most, when Spotify answers 401. */
  renew?: (signal?: AbortSignal) => Promise<string>
  /** Counts every request, a repeated one again. */
  budget?: CallBudget
  signal?: AbortSignal
}

/** Over how long a time Spotify weighs a listener's taste: about a month, half a year, a year. */
export type TasteRange = 'short_term' | 'medium_term' | 'long_term'

export interface SpotifyArtist {
  id: string
  name: string
  /** Often empty: Spotify fills it no longer for new apps. */
  genres: readonly string[]
}

/** What a listener's token is good for. Limits beyond Spotify's are a `RangeError`: nothing is sent. */
export interface ListenerCalls {
  profile(): Promise<{ accountId: string; displayName: string | undefined }>
  topTracks(wanted: { range: TasteRange; limit: number }): Promise<SpotifyTrack[]>
  topArtists(wanted: { range: TasteRange; limit: number }): Promise<SpotifyArtist[]>
  savedTracks(wanted: { limit: number; offset?: number }): Promise<SpotifyTrack[]>
  recentlyPlayed(wanted: { limit: number }): Promise<SpotifyTrack[]>
  /** `query` in Spotify's words, with its filters `artist:`, `track:`, `year:`, `genre:`, `isrc:`. */
  searchTracks(wanted: { query: string; limit: number; offset?: number }): Promise<SpotifyTrack[]>
  /** Makes an empty playlist of the listener's. */
  createPlaylist(playlist: {
    name: string
    description: string
    isPublic: boolean
  }): Promise<{ id: string; url: string }>
  /** The playlists in the listener's library, the latest first. */
  playlists(page: {
    limit: number
    offset?: number
  }): Promise<{ id: string; url: string; description: string }[]>
  /** Appends at most 100 tracks; at `position` where it is told. */
  addItems(playlistId: string, uris: readonly string[], position?: number): Promise<void>
  /** Makes these, at most 100, all that the playlist holds: the same call twice leaves it the same. */
  replaceItems(playlistId: string, uris: readonly string[]): Promise<void>
  /** The tracks of a playlist of the listener's own. */
  playlistItems(
    playlistId: string,
    page?: { limit?: number; offset?: number },
  ): Promise<{ total: number; tracks: SpotifyTrack[] }>
  /** Puts a JPEG on a playlist of the listener's own: at most 256 KB as base64, 192 KiB as a file. */
  uploadCover(playlistId: string, jpeg: Uint8Array): Promise<void>
  /** Takes a playlist out of the listener's library, which is how Spotify deletes one's own. Again is no error. */
  removePlaylist(playlistId: string): Promise<void>
  saveToLibrary(uris: readonly string[]): Promise<void>
  removeFromLibrary(uris: readonly string[]): Promise<void>
}

export function createListenerCalls(transport: Transport, listener: ListenerAccess): ListenerCalls {
  const { budget, renew, signal } = listener
  let accessToken = listener.accessToken
  const call = async <T>(
    describe: (token: string) => OutgoingRequest | Promise<OutgoingRequest>,
    answer: Parser<T>,
  ): Promise<T> => {
    const once = async () => {
      const request = await describe(accessToken)
      budget?.spend()
      return transport.send(request, answer, signal)
    }
    try {
      return await once()
    } catch (error) {
      if (renew === undefined || !(error instanceof SpotifyProblem) || error.kind !== 'unauthorised')
        throw error
      accessToken = await renew(signal)
      return once()
    }
  }
  const byLibrary = <T>(ask: Parameters<typeof libraryRequest>[1], answer: Parser<T>) =>
    call((token) => libraryRequest(token, ask), answer)
  const byPath = <T>(request: Parameters<typeof newRequest>[1], answer: Parser<T>) =>
    call((token) => newRequest(token, request), answer)
  const changeLibrary = async (method: 'PUT' | 'DELETE', uris: readonly string[]) =>
    byPath({ method, path: '/me/library', query: { uris: listOf(uris, LIBRARY_MOST).join(',') } }, anyAnswer)

  return {
    async profile() {
      const { account_id, display_name } = await byLibrary((api) => api.getMe(), profileAnswer)
      return { accountId: account_id, displayName: display_name ?? undefined }
    },
    async topTracks({ range, limit }) {
      const query = { time_range: range, limit: within(limit, PAGE_MOST) }
      return tracksOf((await byLibrary((api) => api.getMyTopTracks(query), tracksAnswer)).items)
    },
    async topArtists({ range, limit }) {
      const query = { time_range: range, limit: within(limit, PAGE_MOST) }
      const { items } = await byLibrary((api) => api.getMyTopArtists(query), artistsAnswer)
      return items.map(({ id, name, genres }) => ({ id, name, genres: genres ?? [] }))
    },
    async savedTracks({ limit, offset = 0 }) {
      const query = { limit: within(limit, PAGE_MOST), offset }
      const { items } = await byLibrary((api) => api.getMySavedTracks(query), wrappedTracksAnswer)
      return tracksOf(items.map(({ track }) => track))
    },
    async recentlyPlayed({ limit }) {
      const query = { limit: within(limit, PAGE_MOST) }
      const { items } = await byLibrary((api) => api.getMyRecentlyPlayedTracks(query), wrappedTracksAnswer)
      return tracksOf(items.map(({ track }) => track))
    },
    async searchTracks({ query, limit, offset = 0 }) {
      const asked = { q: query, type: 'track', limit: within(limit, SEARCH_MOST), offset }
      // Not by the library: its path ends in a slash that the document does not have.
      const answer = await byPath({ method: 'GET', path: '/search', query: asked }, searchAnswer)
      return tracksOf(answer.tracks.items)
    },
    async createPlaylist({ name, description, isPublic }) {
      const options = { description, public: isPublic }
      const made = await byLibrary((api) => api.createPlaylist(name, options), playlistAnswer)
      return toPlaylist(made)
    },
    async playlists({ limit, offset = 0 }) {
      const query = { limit: within(limit, PAGE_MOST), offset }
      const { items } = await byPath({ method: 'GET', path: '/me/playlists', query }, playlistsAnswer)
      return items.filter((item) => item !== null).map(toPlaylist)
    },
    async addItems(playlistId, uris, position) {
      const json = { uris: listOf(uris, ITEMS_MOST), ...(position !== undefined && { position }) }
      await byPath({ method: 'POST', path: itemsPath(playlistId), json }, anyAnswer)
    },
    async replaceItems(playlistId, uris) {
      const json = { uris: within(uris.length, ITEMS_MOST, 0) === 0 ? [] : uris }
      await byPath({ method: 'PUT', path: itemsPath(playlistId), json }, anyAnswer)
    },
    async playlistItems(playlistId, { limit = PAGE_MOST, offset = 0 } = {}) {
      const query = { limit: within(limit, PAGE_MOST), offset }
      const { total, items } = await byPath(
        { method: 'GET', path: itemsPath(playlistId), query },
        itemsAnswer,
      )
      return { total, tracks: tracksOf(items.map(({ item }) => item ?? null)) }
    },
    async uploadCover(playlistId, jpeg) {
      const base64 = Buffer.from(jpeg).toString('base64')
      within(base64.length, COVER_BASE64_MOST_BYTES)
      await byLibrary((api) => api.uploadCustomPlaylistCoverImage(idOf(playlistId), base64), anyAnswer)
    },
    removePlaylist: async (playlistId) => changeLibrary('DELETE', [`spotify:playlist:${idOf(playlistId)}`]),
    saveToLibrary: (uris) => changeLibrary('PUT', uris),
    removeFromLibrary: (uris) => changeLibrary('DELETE', uris),
  }
}

const itemsPath = (playlistId: string) => `/playlists/${idOf(playlistId)}/items`

/** An id goes into a path: nothing but an id may. */
function idOf(id: string): string {
  if (!/^[A-Za-z0-9]{1,128}$/.test(id)) throw new RangeError('an id of Spotify is letters and digits')
  return id
}

function within(count: number, most: number, least = 1): number {
  if (!Number.isInteger(count) || count < least || count > most)
    throw new RangeError(`Spotify takes ${least} to ${most} here`)
  return count
}

function listOf(uris: readonly string[], most: number): readonly string[] {
  within(uris.length, most)
  return uris
}
