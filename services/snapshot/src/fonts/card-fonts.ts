import type { CardFonts } from '@mooddj/card/card-context'
import { graphemesOf } from '@mooddj/card/line-breaks'
import { EMOJI_FILE, type FontFile, HAN_FILES, SCRIPT_FILES, TEXT_FILES, TITLE_FILES } from './font-files.ts'
import type { FontShelf } from './font-shelf.ts'

/** Longer texts end here, long before a card's lines do. */
const MOST_GRAPHEMES = 300
/** Stands where nothing of a text can be drawn. */
const LAST_RESORT = '♪'
/** They join or vary the signs beside them and have no picture of their own. */
const SILENT = /^[\p{Cf}\p{Variation_Selector}]$/u
/** Emoji by itself, or asked to be: the rest of the pictographs are drawn in the text's own ink. */
const isEmoji = (grapheme: string) => /\p{Emoji_Presentation}|\p{Emoji}\u{fe0f}/u.test(grapheme)

/** The card's typefaces, from font packages alone: what a machine has installed never shows. */
export function createCardFonts(shelf: FontShelf): CardFonts {
  const fileFor = (codePoint: number, isPicture: boolean, candidates: readonly FontFile[]) =>
    shelf.find(isPicture ? [EMOJI_FILE, ...candidates] : [...candidates, EMOJI_FILE], codePoint)
  const canDraw = (grapheme: string): boolean =>
    Array.from(grapheme).every(
      (sign) =>
        SILENT.test(sign) ||
        fileFor(sign.codePointAt(0) ?? 0, isEmoji(grapheme), candidatesFor(grapheme, [])) !== undefined,
    )

  const families = (text: string, first: readonly FontFile[]): string => {
    const chosen = new Set<string>()
    const candidates = candidatesFor(text, first)
    for (const grapheme of new Set(graphemesOf(text))) {
      for (const sign of grapheme) {
        const file = fileFor(sign.codePointAt(0) ?? 0, isEmoji(grapheme), candidates)
        if (file !== undefined) chosen.add(file.family)
      }
    }
    // Skia tries them in this order for each sign, so letters come before pictures, which have digits without ink.
    const ordered = [...candidates, EMOJI_FILE]
      .map(({ family }) => family)
      .filter((family) => chosen.has(family))
    return ordered.map((family) => `"${family}"`).join(', ')
  }
  return {
    title: (text) => families(text, [...TITLE_FILES, ...TEXT_FILES]),
    text: (text) => families(text, TEXT_FILES),
    drawable: (text) => {
      const kept = graphemesOf(plainSpaces(text))
        .slice(0, MOST_GRAPHEMES)
        .map((grapheme) => nearestDrawable(grapheme, canDraw))
      return kept.join('').replaceAll(/ +/g, ' ').trim() || LAST_RESORT
    },
  }
}

/** The files to look through: the card's own faces first, then the scripts', then the Han characters of the text's own language. */
function candidatesFor(text: string, first: readonly FontFile[]): readonly FontFile[] {
  const { zh, ja, ko } = HAN_FILES
  const own = first.length > 0 ? first : TEXT_FILES
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    return [...own, ...SCRIPT_FILES, ...ja, ...zh, ...ko]
  if (/\p{Script=Hangul}/u.test(text)) return [...own, ...SCRIPT_FILES, ...ko, ...ja, ...zh]
  return [...own, ...SCRIPT_FILES, ...zh, ...ja, ...ko]
}

/** One line without controls and without marks that turn the writing direction round for what follows. */
function plainSpaces(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Co}\p{Cn}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
}

/** A sign as it is where it can be drawn; else its plain form (`𝓜` as `M`, a keycap as its digit), the emoji that it varies, or nothing. */
function nearestDrawable(grapheme: string, canDraw: (text: string) => boolean): string {
  const plain = grapheme.replace(/\u{fe0f}?\u{20e3}$/u, '')
  const [lead = ''] = plain
  const forms = [plain, plain.normalize('NFKC'), plain.normalize('NFKD').replaceAll(/\p{M}/gu, ''), lead]
  return forms.find(canDraw) ?? ''
}
