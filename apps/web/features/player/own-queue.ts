import type { Playlist } from '@mooddj/shared/playlist'
import type { Queue } from './player-store.ts'

/** A listener's own playlist as the player's queue. */
export function queueOf(playlist: Playlist): Queue {
  return { key: playlist.id, title: playlist.title, tracks: playlist.tracks, own: playlist }
}
