import { createRequire } from 'node:module'
import { GlobalFonts, type SKRSContext2D, createCanvas } from '@napi-rs/canvas'
import { EMOTIONS } from '@mooddj/shared/emotion'
import type { ModelReport } from './report.ts'

const require = createRequire(import.meta.url)

const FONT = 'Evaluation'
const SIZE = { width: 1120, height: 1060 }
const GRID = { x: 176, y: 208, cell: 108, gap: 4 }
const INK = '#16212e'
const FAINT = '#5d6b7a'
const PAPER = '#fbfaf7'

/** A confusion matrix as a PNG of 1120 × 1060 pixels: a row a true label, shaded by its share of the row, with counts and recalls. */
export function drawConfusion(model: ModelReport): Buffer {
  registerFont()
  const canvas = createCanvas(SIZE.width, SIZE.height)
  const context = canvas.getContext('2d')
  context.fillStyle = PAPER
  context.fillRect(0, 0, SIZE.width, SIZE.height)
  drawTitle(context, model)
  for (const [row, truth] of EMOTIONS.entries()) {
    const { rows, recall } = model.perClass[truth]
    for (const [column] of EMOTIONS.entries()) {
      const count = model.confusion[row]?.[column] ?? 0
      drawCell(context, { row, column, count, share: rows === 0 ? 0 : count / rows })
    }
    const middle = GRID.y + (row + 0.5) * GRID.cell
    write(context, truth, GRID.x - 16, middle - 11, { size: 22, align: 'right' })
    write(context, `${rows} rows`, GRID.x - 16, middle + 15, { size: 16, align: 'right', color: FAINT })
    const right = GRID.x + EMOTIONS.length * GRID.cell + 18
    write(context, recall === null ? '–' : percent(recall), right, middle, { size: 22, align: 'left' })
  }
  for (const [column, said] of EMOTIONS.entries())
    write(context, said, GRID.x + (column + 0.5) * GRID.cell, GRID.y - 22, { size: 20, align: 'center' })
  write(context, 'recall', GRID.x + EMOTIONS.length * GRID.cell + 18, GRID.y - 22, {
    size: 18,
    align: 'left',
    color: FAINT,
  })
  const foot =
    'A row is what a face shows, a column what the network said; the darker, the larger its share of the row.'
  write(context, foot, GRID.x, SIZE.height - 46, { size: 17, align: 'left', color: FAINT })
  return canvas.toBuffer('image/png')
}

function drawTitle(context: SKRSContext2D, model: ModelReport): void {
  write(context, model.name, 56, 66, { size: 40, align: 'left' })
  const figures = [
    `${model.rows} faces`,
    `accuracy ${percent(model.accuracy)}`,
    `macro recall ${percent(model.macroRecall)} (${percent(model.macroRecallInterval[0])} to ${percent(model.macroRecallInterval[1])})`,
    ...(model.noFace > 0 ? [`no face found in ${model.noFace}`] : []),
  ]
  write(context, figures.join('  ·  '), 56, 118, { size: 21, align: 'left', color: FAINT })
}

function drawCell(
  context: SKRSContext2D,
  { row, column, count, share }: { row: number; column: number; count: number; share: number },
): void {
  const x = GRID.x + column * GRID.cell
  const y = GRID.y + row * GRID.cell
  const side = GRID.cell - GRID.gap
  context.fillStyle = shade(share, row === column)
  context.beginPath()
  context.roundRect(x, y, side, side, 10)
  context.fill()
  if (count === 0) return
  const color = share > 0.5 ? '#ffffff' : INK
  write(context, String(count), x + side / 2, y + side / 2 - 10, { size: 25, align: 'center', color })
  write(context, percent(share), x + side / 2, y + side / 2 + 19, { size: 16, align: 'center', color })
}

/** From paper to deep green for what is right, to brick red for what is wrong; the root makes small shares visible. */
function shade(share: number, isRight: boolean): string {
  const full = isRight ? [23, 99, 92] : [176, 62, 42]
  const strength = Math.sqrt(Math.min(1, share))
  const mixed = full.map((value) => Math.round(237 + (value - 237) * strength))
  return `rgb(${mixed.join(', ')})`
}

function write(
  context: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  { size, align, color = INK }: { size: number; align: 'left' | 'center' | 'right'; color?: string },
): void {
  context.font = `${size}px "${FONT}"`
  context.textAlign = align
  context.textBaseline = 'middle'
  context.fillStyle = color
  context.fillText(text, x, y)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** A typeface of our own, from its package: what a machine has installed never shows. */
function registerFont(): void {
  if (GlobalFonts.has(FONT)) return
  const path = require.resolve('@fontsource/inter/files/inter-latin-500-normal.woff2')
  if (GlobalFonts.registerFromPath(path, FONT) === null)
    throw new Error(`the font ${path} cannot be read; install the project's packages again`)
}
