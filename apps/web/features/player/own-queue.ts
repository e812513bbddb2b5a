import type { Playlist } from '@mooddj/shared/playlist'
import type { Queue } from './player-view.ts'
import { playsHere } from './plays-here.ts'

/** A listener's own playlist as the player's queue. */
export function queueOf(playlist: Playlist): Queue {
  const { id, title, language, tracks } = playlist
  // The built-in music may have taken the place of Spotify's since it was loaded.
  return { key: `${id} ${playsHere(tracks)}`, title, language, tracks, own: playlist }
}
