import type { CardContent } from '@mooddj/card/card-content'
import type { FaceBox } from '@mooddj/card/photo-area'

/** What a worker draws a card from. */
export interface CardOrder {
  content: CardContent
  /** JPEG, PNG or WebP, as uploaded; minimal needs none and looks at none. */
  photo: Uint8Array | undefined
  /** Where the face is, if the sender knows. */
  face: FaceBox | undefined
}
