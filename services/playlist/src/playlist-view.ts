import type { Feelings, Playlist, SharedPlaylist, SpotifyPlaylist } from '@mooddj/shared/playlist'
import type { PlaylistRow } from './store/playlists.ts'
import { wordsOf } from './words/words.ts'

/** A playlist as its owner sees it. */
export function playlistView(row: PlaylistRow, publicUrl: string, feelings?: Feelings): Playlist {
  const { id, sessionId, start, shareToken, context } = row
  const spotify = spotifyView(row.spotify)
  const isPending = spotify?.state === 'planned' || spotify?.state === 'created'
  const notice = row.notice ?? (isPending ? wordsOf(row.language).pendingNotice : null)
  return {
    id,
    ...sharedView(row),
    start,
    ...(context && { context }),
    sessionId,
    shareUrl: shareUrlOf(publicUrl, shareToken),
    ...(spotify !== undefined && { spotify }),
    ...(notice !== null && { notice }),
    ...(feelings !== undefined && { feelings }),
  }
}

/** The playlist in Spotify; nothing where it is not, or no longer, to be there. */
function spotifyView(spotify: PlaylistRow['spotify']): SpotifyPlaylist | undefined {
  if (spotify === null || spotify.state === 'removing') return undefined
  const { state, spotifyId, url } = spotify
  return {
    state,
    url,
    uri: spotifyId === null ? null : `spotify:playlist:${spotifyId}`,
  }
}

/** A playlist as anyone who holds its share link sees it. */
export function sharedView({
  title,
  language,
  strategy,
  target,
  emotion,
  trajectory,
  tracks,
  composedAt,
}: PlaylistRow): SharedPlaylist {
  return {
    title,
    language,
    strategy,
    target,
    emotion,
    trajectory,
    tracks,
    composedAt: composedAt.toISOString(),
  }
}

/** The page that a share token opens; null for none. */
export function shareUrlOf(publicUrl: string, shareToken: string | null): string | null {
  return shareToken === null ? null : `${publicUrl.replace(/\/+$/, '')}/s/${shareToken}`
}
