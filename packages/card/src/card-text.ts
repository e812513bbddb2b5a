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
  /** The card's own words run as the card does, whatever they begin with. */
  isOwn?: boolean
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
  const setSize = styled(sheet, text, style)
  let size = style.size
  setSize(size)
  while (size > smallest && sheet.context.measureText(text).width > place.width) {
    size = Math.max(smallest, size - 4)
    setSize(size)
  }
  const shown = shorten(sheet, text, place.width)
  put(sheet, shown, place, directionIn(sheet, text, style))
  return sheet.context.measureText(shown).width
}

/**
 * Wraps a text into at most `lines` lines; it shrinks before it is cut, and the last line ends in an ellipsis if there is more.
 * Gives the last baseline.
 */
export function drawParagraph<P>(
  sheet: Sheet<P>,
  text: string,
  style: TextStyle,
  { lines, leading, ...place }: TextPlace & { lines: number; leading: number },
): number {
  const smallest = style.smallest ?? style.size
  const setSize = styled(sheet, text, style)
  let size = style.size
  setSize(size)
  let wrapped = wrap(sheet, text, { width: place.width, lines })
  while (wrapped.length > lines && size > smallest) {
    size = Math.max(smallest, size - 4)
    setSize(size)
    wrapped = wrap(sheet, text, { width: place.width, lines })
  }
  const kept = wrapped.slice(0, lines)
  if (wrapped.length > lines)
    kept.splice(-1, 1, shorten(sheet, wrapped.slice(lines - 1).join(''), place.width))
  const direction = directionIn(sheet, text, style)
  for (const [index, line] of kept.entries())
    put(sheet, line.trimEnd(), { ...place, y: place.y + index * size * leading }, direction)
  return place.y + Math.max(0, kept.length - 1) * size * leading
}

/** The side that a text is read from: its own, or the card's where it has none or is one of the card's own. */
function directionIn<P>({ isRtl }: Sheet<P>, text: string, { isOwn = false }: TextStyle): 'ltr' | 'rtl' {
  return (isOwn ? undefined : directionOf(text)) ?? (isRtl ? 'rtl' : 'ltr')
}

/** Sets colour and font; the families are looked up once for all sizes. */
function styled<P>(
  { context, fonts }: Sheet<P>,
  text: string,
  { face, colour }: TextStyle,
): (size: number) => void {
  const families = fonts[face](`${text}…`)
  context.fillStyle = colour
  return (size) => {
    context.font = `${WEIGHTS[face]} ${size}px ${families}`
  }
}

function put<P>(
  { context, isRtl }: Sheet<P>,
  text: string,
  { x, y, align }: TextPlace,
  direction: 'ltr' | 'rtl',
): void {
  context.direction = direction
  context.textAlign = align === 'center' ? 'center' : isRtl ? 'right' : 'left'
  context.fillText(text, isRtl ? CARD_WIDTH - x : x, y)
}

/**
 * Lines that fit the width, broken at words where that is possible; what is left after `lines` of them comes as one more. Each piece is
 * measured once: that a line is as wide as its pieces is true but for kerning between them.
 */
function wrap<P>(
  { context }: Sheet<P>,
  text: string,
  { width, lines }: { width: number; lines: number },
): string[] {
  const done: string[] = []
  let [line, taken] = ['', 0]
  const pieces = breakablePieces(text)
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
    const [whole, bare] = [context.measureText(piece).width, context.measureText(piece.trimEnd()).width]
    const signs = bare > width ? graphemesOf(piece) : []
    if (signs.length > 1) {
      pieces.unshift(...signs)
      continue
    }
    if (line !== '' && taken + bare > width) {
      done.push(line)
      if (done.length === lines) return [...done, piece + pieces.join('')]
      ;[line, taken] = ['', 0]
    }
    line += piece
    taken += whole
  }
  return line === '' ? done : [...done, line]
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
