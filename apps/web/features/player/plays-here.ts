import type { Track } from '@mooddj/shared/playlist'

/** Whether this page's own player can play a list: tracks of Spotify's play in Spotify only. */
export function playsHere(tracks: readonly Pick<Track, 'source'>[]): boolean {
  return tracks.every(({ source }) => source === 'built-in')
}
