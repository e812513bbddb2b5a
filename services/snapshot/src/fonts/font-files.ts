import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Font files of one look that together cover a script: each has some of the characters. */
export interface FontFile {
  /** Its own name on the canvas. */
  family: string
  /** Files by weight; a variable font has one for all of them. */
  paths: readonly string[]
  /** Where its characters are at most; undefined where nothing is told. */
  within: readonly (readonly [first: number, last: number])[] | undefined
}

const VARIABLE = ['wght'] as const

/** Space Grotesk, the card's title face. */
export const TITLE_FILES = filesOf('@fontsource/space-grotesk', ['700'])
/** Inter, the card's text face. */
export const TEXT_FILES = filesOf('@fontsource/inter', ['500', '700'])
/** Every other script that is written with spaces. */
export const SCRIPT_FILES = [
  ...filesOf('@fontsource/ibm-plex-sans-arabic', ['500', '700']),
  ...[
    'hebrew',
    'devanagari',
    'bengali',
    'gurmukhi',
    'gujarati',
    'tamil',
    'telugu',
    'kannada',
    'malayalam',
    'thai',
    'georgian',
    'armenian',
  ].flatMap((script) => filesOf(`@fontsource-variable/noto-sans-${script}`, VARIABLE)),
]
/** Chinese, Japanese and Korean share characters that each of them draws in its own way. */
export const HAN_FILES = {
  zh: filesOf('@fontsource-variable/noto-sans-sc', VARIABLE),
  ja: filesOf('@fontsource-variable/noto-sans-jp', VARIABLE),
  ko: filesOf('@fontsource-variable/noto-sans-kr', VARIABLE),
}
/** Twemoji: colour in the one kind of layers that Skia draws here (COLRv0; of Noto's COLRv1 it draws nothing). */
export const EMOJI_FILE: FontFile = {
  family: 'twemoji',
  paths: [require.resolve('twemoji-colr-font/twemoji.woff2')],
  within: undefined,
}

/** A font package's files, one entry a subset; `unicode.json` tells the characters of each. */
function filesOf(name: string, weights: readonly string[]): FontFile[] {
  const file = name.slice(name.indexOf('/') + 1)
  const subsets: unknown = JSON.parse(readFileSync(require.resolve(`${name}/unicode.json`), 'utf8'))
  if (typeof subsets !== 'object' || subsets === null) throw new Error(`${name} does not tell its characters`)
  return Object.entries(subsets).map(([subset, range]) => {
    const part = subset.replaceAll(/[[\]]/g, '')
    return {
      family: `${file}-${part}`,
      paths: weights.map((weight) => require.resolve(`${name}/files/${file}-${part}-${weight}-normal.woff2`)),
      within: rangesOf(String(range)),
    }
  })
}

/** CSS `unicode-range` as pairs. */
function rangesOf(text: string): [first: number, last: number][] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
  })
}
