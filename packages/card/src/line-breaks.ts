/** Scripts that are written without spaces: a line may break between any two of their words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What a reader sees as one sign each: accents, emoji and conjuncts whole. */
export function graphemesOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment)
}

/** The pieces of a text that a line may break between. Spaces stay at the end of their piece, punctuation with the word before it. */
export function breakablePieces(text: string): string[] {
  const pieces: string[] = []
  let isOpen = false
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = pieces.at(-1)
    const mayBreak =
      last === undefined || /\s$/u.test(last) || (isWordLike && UNSPACED.test(segment) && !isOpen)
    if (mayBreak && !/^\s+$/u.test(segment)) pieces.push(segment)
    else pieces.splice(-1, 1, (last ?? '') + segment)
    // An opening bracket or quote goes with the word that follows it.
    isOpen = /[\p{Ps}\p{Pi}]$/u.test(segment)
  }
  return pieces
}

/** The side that a text is read from, by its first letter that has one (Unicode Standard Annex 9, rules P2 and P3); undefined where none has. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const [letter] = /\p{L}/u.exec(text) ?? []
  if (letter === undefined) return undefined
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter)
    ? 'rtl'
    : 'ltr'
}
