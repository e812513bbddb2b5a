import type { Sheet } from './card-context.ts'
import { breakablePieces, directionOf, graphemesOf } from './line-breaks.ts'

/** How a piece of text looks. */
export interface TextStyle {
  face: 'title' | 'text'
  colour: string
  /** Pixels. */
  size: number
  /** The size it may shrink to before it is cut; the same as `size` unless told. */
  smallest?: number
}

/** Where text goes. `x` is the edge or the middle that it is aligned to, in the card as it is read: a mirrored sheet mirrors it. */
export interface TextPlace {
  x: number
  /** The baseline. */
  y: number
  width: number
  align: 'start' | 'center'
}

const WEIGHTS = { title: 700, text: 500 } as const
const CARD_WIDTH = 1080

/** A line of text that shrinks, then ends in an ellipsis, until it fits its width. Gives the width it took. */
export function drawLine<P>(sheet: Sheet<P>, text: string, style: TextStyle, place: TextPlace): number {
  const smallest = style.smallest ?? style.size
  let size = style.size
  setStyle(sheet, text, { ...style, size })
  while (size > smallest && sheet.context.measureText(text).width > place.width) {
    size = Math.max(smallest, size - 4)
    setStyle(sheet, text, { ...style, size })
  }
  const shown = shorten(sheet, text, place.width)
  put(sheet, shown, place)
  return sheet.context.measureText(shown).width
}

/**
 * Wraps a text into at most `lines` lines; it shrinks before it is cut, and the last line ends in an ellipsis if there is more.
 * Gives the baseline after the last one.
 */
export function drawParagraph<P>(
  sheet: Sheet<P>,
  text: string,
  style: TextStyle,
  { lines, leading, ...place }: TextPlace & { lines: number; leading: number },
): number {
  const smallest = style.smallest ?? style.size
  let size = style.size
  setStyle(sheet, text, { ...style, size })
  let wrapped = wrap(sheet, text, place.width)
  while (wrapped.length > lines && size > smallest) {
    size = Math.max(smallest, size - 4)
    setStyle(sheet, text, { ...style, size })
    wrapped = wrap(sheet, text, place.width)
  }
  const kept = wrapped.slice(0, lines)
  if (wrapped.length > lines)
    kept.splice(-1, 1, shorten(sheet, wrapped.slice(lines - 1).join(' '), place.width))
  const direction = directionOf(text) ?? (sheet.isRtl ? 'rtl' : 'ltr')
  let y = place.y
  for (const line of kept) {
    put(sheet, line, { ...place, y }, direction)
    y += size * leading
  }
  return y
}

function setStyle<P>({ context, fonts }: Sheet<P>, text: string, { face, colour, size }: TextStyle): void {
  context.fillStyle = colour
  context.font = `${WEIGHTS[face]} ${size}px ${fonts[face](`${text}…`)}`
}

function put<P>(
  { context, isRtl }: Sheet<P>,
  text: string,
  { x, y, align }: TextPlace,
  direction = directionOf(text) ?? (isRtl ? 'rtl' : 'ltr'),
): void {
  context.direction = direction
  context.textAlign = align === 'center' ? 'center' : isRtl ? 'right' : 'left'
  context.fillText(text, isRtl ? CARD_WIDTH - x : x, y)
}

/** Lines that fit the width, broken at words where that is possible. */
function wrap<P>({ context }: Sheet<P>, text: string, width: number): string[] {
  const fits = (line: string) => context.measureText(line.trimEnd()).width <= width
  const lines: string[] = []
  let line = ''
  const take = (piece: string) => {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  for (const piece of breakablePieces(text)) {
    if (fits(piece)) take(piece)
    else for (const grapheme of graphemesOf(piece)) take(grapheme)
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

function shorten<P>({ context }: Sheet<P>, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  // By grapheme, so that no accent or emoji is cut in two.
  const graphemes = graphemesOf(text)
  const cut = (count: number) => `${graphemes.slice(0, count).join('').trimEnd()}…`
  let [low, high] = [0, graphemes.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (context.measureText(cut(middle)).width <= width) low = middle
    else high = middle - 1
  }
  return cut(low)
}
