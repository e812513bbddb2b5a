import type { CardDesign } from '@mooddj/shared/card'
import type { Playlist } from '@mooddj/shared/playlist'
import type { CardOrder } from './card-order.ts'

const TRACKS_SHOWN = 3

/** What a playlist puts on its card. */
export function orderOf({ playlist, link, photo, design, now }: OrderParts): CardOrder {
  return {
    design,
    photo,
    emotion: playlist.emotion,
    title: playlist.title,
    subtitle: playlist.strategy === 'match' ? 'Music that matches' : 'Starts where you are, then lifts',
    tracks: playlist.tracks.slice(0, TRACKS_SHOWN).map(({ title, artist }) => ({ title, artist })),
    energy: playlist.tracks.map(({ arousal }) => arousal),
    link,
    drawnAt: now.toISOString(),
  }
}

interface OrderParts {
  playlist: Playlist
  link: string
  photo: Uint8Array
  design: CardDesign
  now: Date
}
