import type { Affect } from '@mooddj/shared/affect'
import type { CardDesign } from '@mooddj/shared/card'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Language } from '@mooddj/shared/language'
import type { Playlist, SharedPlaylist, Strategy } from '@mooddj/shared/playlist'

const TRACKS_SHOWN = 4

/** Everything that is to be on a card, but for the photo. */
export interface CardContent {
  design: CardDesign
  /** Of the card's own words, and the side that it is read from. */
  language: Language
  emotion: Emotion
  strategy: Strategy
  title: string
  /** The first tracks. */
  tracks: readonly { title: string; artist: string }[]
  /** The playlist's own curve: one value from −1 to 1 a track. */
  energy: readonly number[]
  /** The way through the valence/arousal plane, one point a track. */
  path: readonly Affect[]
  /** What the QR code opens. */
  link: string
  /** When the card is drawn: ISO 8601. */
  drawnAt: string
  /** Where that is which day: a name of the IANA database, or an offset. */
  timeZone: string
}

/** What a playlist puts on its card. */
export function contentOf(
  playlist: Pick<SharedPlaylist, 'emotion' | 'strategy' | 'title' | 'tracks' | 'trajectory'>,
  wishes: Pick<CardContent, 'design' | 'language' | 'link' | 'drawnAt' | 'timeZone'>,
): CardContent {
  return {
    ...wishes,
    emotion: playlist.emotion,
    strategy: playlist.strategy,
    title: playlist.title,
    tracks: playlist.tracks.slice(0, TRACKS_SHOWN).map(({ title, artist }) => ({ title, artist })),
    energy: playlist.tracks.map(({ arousal }) => arousal),
    path: playlist.trajectory,
  }
}

/** What a card's code opens: the playlist in Spotify, once it has its tracks there, else its own page; null where its link was revoked. */
export function linkOf({ spotify, shareUrl }: Pick<Playlist, 'spotify' | 'shareUrl'>): string | null {
  const isWhole = spotify?.state === 'filled' || spotify?.state === 'covered'
  return shareUrl !== null && isWhole && spotify.url !== null ? spotify.url : shareUrl
}
