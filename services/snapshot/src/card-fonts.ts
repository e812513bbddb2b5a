import { GlobalFonts } from '@napi-rs/canvas'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The card's own typefaces, from font packages: what a machine has installed never shows. */
export const TITLE_FONT = 'Card Title'
export const TEXT_FONT = 'Card Text'

register('@fontsource/space-grotesk/files/space-grotesk-latin-700-normal.woff2', TITLE_FONT)
register('@fontsource/space-grotesk/files/space-grotesk-latin-ext-700-normal.woff2', TITLE_FONT)
register('@fontsource/inter/files/inter-latin-500-normal.woff2', TEXT_FONT)
register('@fontsource/inter/files/inter-latin-ext-500-normal.woff2', TEXT_FONT)

function register(path: string, family: string): void {
  if (GlobalFonts.registerFromPath(require.resolve(path), family) === null) {
    throw new Error(`the font ${path} cannot be read; install the project's packages again`)
  }
}
