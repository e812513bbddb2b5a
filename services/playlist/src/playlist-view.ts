import type { Playlist, SharedPlaylist } from '@mooddj/shared/playlist'
import type { PlaylistRow } from './store/playlists.ts'

/** A playlist as its owner sees it. */
export function playlistView(row: PlaylistRow, publicUrl: string): Playlist {
  const { id, sessionId, start, shareToken, context } = row
  return {
    id,
    ...sharedView(row),
    start,
    ...(context && { context }),
    sessionId,
    shareUrl: shareUrlOf(publicUrl, shareToken),
  }
}

/** A playlist as anyone who holds its share link sees it. */
export function sharedView({
  title,
  strategy,
  target,
  emotion,
  trajectory,
  tracks,
  composedAt,
}: PlaylistRow): SharedPlaylist {
  return { title, strategy, target, emotion, trajectory, tracks, composedAt: composedAt.toISOString() }
}

/** The page that a share token opens; null for none. */
export function shareUrlOf(publicUrl: string, shareToken: string | null): string | null {
  return shareToken === null ? null : `${publicUrl.replace(/\/+$/, '')}/s/${shareToken}`
}
