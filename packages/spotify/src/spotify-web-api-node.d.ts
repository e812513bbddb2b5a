/**
 * The library as it behaves here: `library-requests.ts` puts in a transport that hands each request over instead of sending it.
 * Only what is still right is declared, so what the library does on paths that Spotify removed does not compile.
 */
declare module 'spotify-web-api-node' {
  import type { LibraryRequest } from 'spotify-web-api-node/src/webapi-request.js'

  class SpotifyWebApi {
    constructor(credentials: {
      clientId?: string
      clientSecret?: string
      accessToken?: string
      refreshToken?: string
    })
    refreshAccessToken(): Promise<Handed>
    getMe(): Promise<Handed>
    getMyTopTracks(options: Query): Promise<Handed>
    getMyTopArtists(options: Query): Promise<Handed>
    getMySavedTracks(options: Query): Promise<Handed>
    getMyRecentlyPlayedTracks(options: Query): Promise<Handed>
    createPlaylist(name: string, options: { description: string; public: boolean }): Promise<Handed>
    uploadCustomPlaylistCoverImage(playlistId: string, base64: string): Promise<Handed>
  }
  type Query = Record<string, string | number>
  interface Handed {
    method: 'GET' | 'POST' | 'PUT' | 'DELETE'
    request: LibraryRequest
  }
  export = SpotifyWebApi
}

declare module 'spotify-web-api-node/src/webapi-request.js' {
  export interface LibraryRequest {
    getPath(): string
    getQueryParameters(): Record<string, string | number | undefined> | undefined
    getBodyParameters(): Record<string, unknown> | string | undefined
    getHeaders(): Record<string, string> | undefined
  }
  interface Builder {
    withPath(path: string): Builder
    withQueryParameters(query: Record<string, string | number | undefined>): Builder
    withHeaders(headers: Record<string, string>): Builder
    withBodyParameters(body: object): Builder
    build(): LibraryRequest
  }
  /** A request that carries this access token. */
  export function builder(accessToken: string): Builder
}

declare module 'spotify-web-api-node/src/http-manager.js' {
  import type { LibraryRequest } from 'spotify-web-api-node/src/webapi-request.js'

  type Send = (request: LibraryRequest, done: (error: null, result: object) => void) => void
  const httpManager: Record<'get' | 'post' | 'put' | 'del', Send>
  export = httpManager
}
