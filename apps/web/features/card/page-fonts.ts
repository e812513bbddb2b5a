import type { CardFonts } from '@mooddj/card/card-context'

const TITLE = "'Space Grotesk', 'IBM Plex Sans Arabic', system-ui, sans-serif"
const TEXT = "'Inter', 'IBM Plex Sans Arabic', system-ui, sans-serif"
/** Letters that are in each face's first file, so that the browser fetches what the card's own words need. */
const SAMPLE = 'Mood مزاج'

/** The card's typefaces as the page has them; for scripts beyond these the browser's own stand in until the card is drawn. */
export const PAGE_FONTS: CardFonts = {
  title: () => TITLE,
  text: () => TEXT,
  drawable: (text) => text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' '),
}

/** Fetches the faces. A canvas draws with what is there and does not wait. */
export async function loadPageFonts(): Promise<void> {
  await Promise.all([
    document.fonts.load(`700 40px ${TITLE}`, SAMPLE),
    document.fonts.load(`500 40px ${TEXT}`, SAMPLE),
  ])
}
