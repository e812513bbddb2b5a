import type { CardContent } from './card-content.ts'
import type { CardContext, CardFonts, CardPhoto, Sheet } from './card-context.ts'
import { CARD_WORDS } from './card-words.ts'
import { drawGlass } from './glass-card.ts'
import { drawMinimal } from './minimal-card.ts'
import { drawNeon } from './neon-card.ts'

/**
 * Draws a whole card, 1080×1920, on a context of that size or scaled to it. The same content and photo give the same picture on the server
 * and in a browser, as far as their fonts are the same.
 * @param photo what to show, cut to the shape in `PHOTO_FRAMES`; minimal needs none
 */
export function drawCard<P>(
  canvas: { context: CardContext<P>; fonts: CardFonts; createLayer: Sheet<P>['createLayer'] },
  content: CardContent,
  photo: CardPhoto<P> | undefined,
): void {
  const sheet: Sheet<P> = { ...canvas, isRtl: CARD_WORDS[content.language].isRtl }
  const { drawable } = canvas.fonts
  const shown: CardContent = {
    ...content,
    title: drawable(content.title),
    tracks: content.tracks.map(({ title, artist }) => ({ title: drawable(title), artist: drawable(artist) })),
  }
  if (content.design === 'minimal') {
    drawMinimal(sheet, shown)
    return
  }
  if (photo === undefined) throw new TypeError('this design shows a photo')
  if (content.design === 'neon') drawNeon(sheet, shown, photo)
  else drawGlass(sheet, shown, photo)
}
