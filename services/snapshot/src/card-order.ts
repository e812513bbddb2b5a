import type { CardDesign } from '@mooddj/shared/card'
import type { Emotion } from '@mooddj/shared/emotion'

/** Everything that is to be on a card. */
export interface CardOrder {
  design: CardDesign
  /** JPEG, PNG or WebP, as uploaded. */
  photo: Uint8Array
  emotion: Emotion
  title: string
  /** What the playlist does, in a few words. */
  subtitle: string
  /** The first tracks' titles and artists. */
  tracks: readonly { title: string; artist: string }[]
  /** The playlist's own curve: one value from −1 to 1 a track. */
  energy: readonly number[]
  /** What the QR code opens. */
  link: string
  /** When the card is drawn, for the date on it: ISO 8601. */
  drawnAt: string
}
