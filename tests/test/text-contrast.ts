import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { screenshotStyled } from './screenshot.ts'

/** WCAG 2.2, 1.4.3: contrast of text, and of text from 24 px, or bold from 18.66 px. */
const LEAST = { text: 4.5, large: 3 } as const
/** The share of pixels behind a text's letters that may be worse: edges of what lies beside it. */
const SHARE_BESIDE = 0.01
/** What a letter changes a pixel by at least, of 255. */
const TRACE = 12
/** Shows what text stands on. A canvas has no text, and may paint with its own colour: it would keep on showing the one it had meanwhile. */
const NO_TEXT = `*:not(canvas), *::before, *::after, *::placeholder {
  color: transparent !important;
  -webkit-text-fill-color: transparent !important;
  text-shadow: none !important;
  transition: none !important;
}
svg text, svg tspan { fill: transparent !important }`

/** A piece of text on the page. */
interface Piece {
  text: string
  /** CSS pixels from the document's corner. */
  box: { x: number; y: number; width: number; height: number }
  /** Red, green and blue from 0 to 255, and how opaque from 0 to 1. */
  colour: readonly number[]
  isLarge: boolean
}

/**
 * Texts whose contrast with the pixels really behind their letters is too small, a line each: glass, gradients, pictures and halos count as
 * they are painted. Text that is cut out of a gradient has no colour of its own and is left out.
 */
export async function findFaintText(page: Page): Promise<string[]> {
  const pieces = await page.evaluate(readPieces)
  const written = await readPixels(await screenshotStyled(page, ''))
  const bare = await readPixels(await screenshotStyled(page, NO_TEXT))
  return pieces.flatMap((piece) => {
    const pixels = pixelsOf(piece, bare)
    const behind = pixels.filter((at) => differ(at, written, bare))
    // Letters that leave no trace are on a ground of their own colour.
    const contrasts = (behind.length === 0 ? pixels : behind)
      .map((at) => {
        const ground = colourAt(at, bare)
        return contrast(over(piece.colour, ground), ground)
      })
      .toSorted((a, b) => a - b)
    if (contrasts.length === 0) return []
    const worst = contrasts[Math.floor(contrasts.length * SHARE_BESIDE)] ?? 0
    const least = piece.isLarge ? LEAST.large : LEAST.text
    return worst >= least ? [] : [`${worst.toFixed(2)} : 1 instead of ${least} : 1 for “${piece.text}”`]
  })
}

interface Pixels {
  /** Red, green, blue, row after row. */
  data: Uint8Array
  width: number
  height: number
}

async function readPixels(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Where in a picture's bytes the pixels of a text's box begin. */
function pixelsOf({ box }: Piece, { width, height }: Pixels): number[] {
  const places: number[] = []
  for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(height, box.y + box.height); y++)
    for (let x = Math.max(0, Math.floor(box.x)); x < Math.min(width, box.x + box.width); x++)
      places.push((y * width + x) * 3)
  return places
}

function colourAt(at: number, { data }: Pixels): [number, number, number] {
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
}

function differ(at: number, one: Pixels, other: Pixels): boolean {
  const [a, b] = [colourAt(at, one), colourAt(at, other)]
  return a.some((value, channel) => Math.abs(value - (b[channel] ?? 0)) > TRACE)
}

/** In the page: every text that can be seen in the window. */
function readPieces(): Piece[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const toRgba = (colour: string): [number, number, number, number] => {
    if (canvas === null) throw new Error('no canvas')
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const opacityOf = (element: Element): number => {
    let opacity = 1
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      opacity *= Number(getComputedStyle(at).opacity)
    return opacity
  }
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { currentNode: node } = walker
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (
      element === null ||
      text === '' ||
      element.closest('[aria-hidden=true], :disabled, [aria-disabled=true], script, style')
    )
      continue
    const style = getComputedStyle(element)
    if (style.visibility !== 'visible' || style.backgroundClip === 'text') continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const [red, green, blue, alpha] = toRgba(element instanceof SVGElement ? style.fill : style.color)
    const size = Number.parseFloat(style.fontSize)
    for (const box of range.getClientRects()) {
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      // Beyond the window, clipped for screen readers only, or under something else.
      if (box.width < 3 || top === null || !(element.contains(top) || top.contains(element))) continue
      pieces.push({
        text: text.slice(0, 60),
        box: { x: box.x, y: box.y, width: box.width, height: box.height },
        colour: [red, green, blue, alpha * opacityOf(element)],
        isLarge: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700),
      })
    }
  }
  return pieces
}

function over(colour: readonly number[], ground: readonly number[]): number[] {
  const alpha = colour[3] ?? 1
  return ground.map((value, channel) => (colour[channel] ?? 0) * alpha + value * (1 - alpha))
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio). */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
