import type { SKRSContext2D } from '@napi-rs/canvas'

/** A line of text that shrinks, then ends in an ellipsis, until it fits its width. */
export function drawFittedLine(
  context: SKRSContext2D,
  text: string,
  {
    x,
    y,
    width,
    size,
    smallest,
    font,
  }: { x: number; y: number; width: number; size: number; smallest: number; font: string },
): void {
  let pixels = size
  const setFont = () => {
    context.font = `${pixels}px "${font}"`
  }
  setFont()
  while (pixels > smallest && context.measureText(text).width > width) {
    pixels -= 2
    setFont()
  }
  context.fillText(shorten(context, text, width), x, y)
}

/** Wraps at words into at most `lines` lines; the last one ends in an ellipsis if there is more. Gives the next free baseline. */
export function drawParagraph(
  context: SKRSContext2D,
  text: string,
  {
    x,
    y,
    width,
    lines,
    lineHeight,
  }: { x: number; y: number; width: number; lines: number; lineHeight: number },
): number {
  const words = text.split(/\s+/)
  let baseline = y
  for (let line = 1; line <= lines && words.length > 0; line += 1) {
    let taken = words.shift() ?? ''
    while (words.length > 0 && context.measureText(`${taken} ${words[0]}`).width <= width)
      taken += ` ${words.shift()}`
    const rest = line === lines && words.length > 0 ? `${taken} ${words.join(' ')}` : taken
    context.fillText(shorten(context, rest, width), x, baseline)
    baseline += lineHeight
  }
  return baseline
}

function shorten(context: SKRSContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  // By grapheme, so that no accent or emoji is cut in two.
  const graphemes = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
  while (graphemes.length > 0 && context.measureText(`${graphemes.join('').trimEnd()}…`).width > width)
    graphemes.pop()
  return `${graphemes.join('').trimEnd()}…`
}
