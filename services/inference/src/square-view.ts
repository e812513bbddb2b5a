import type { ModelInput } from './manifest.ts'
import { sideOf } from './model-input.ts'
import type { GrayPicture, Picture } from './picture.ts'

/** A square part of a picture, in pixels; it may reach beyond the picture, where everything is black. */
export interface Square {
  x: number
  y: number
  side: number
}

/** The smallest square round a whole picture, centred on it, widened by `border` of its side on every edge. */
export function squareAround({ width, height }: Pick<Picture, 'width' | 'height'>, border: number): Square {
  const side = Math.max(width, height) * (1 + 2 * border)
  return { x: (width - side) / 2, y: (height - side) / 2, side }
}

/** Writes what a square shows of a picture into a network's input. */
export type SquareView = (picture: Picture | GrayPicture, square: Square, into: Float32Array) => void

/**
 * From this many picture pixels a step, the middles of an output pixel's four quarters are averaged, so that fine patterns do not turn
 * into false edges; below, the four neighbours of its centre are blended. Averaging every pixel found the same faces (decision 010).
 */
const QUARTERS_FROM = 2

/** A view for a square colour network with a plane for each channel; of a gray picture all three are the same. Its tables are allocated once. */
export function createSquareView(wanted: ModelInput): SquareView {
  if (wanted.layout !== 'NCHW' || wanted.color === 'gray')
    throw new Error('a face detector takes colour in planes')
  const size = sideOf(wanted)
  const columns = createSteps(size)
  const rows = createSteps(size)
  const scales = scalesOf(wanted)
  const red = wanted.color === 'bgr' ? 2 : 0
  return (picture, square, into) => {
    const step = square.side / size
    placeSteps(columns, square.x, step, picture.width)
    placeSteps(rows, square.y, step, picture.height)
    for (let channel = 0; channel < 3; channel++) {
      const plane = into.subarray(channel * size * size, (channel + 1) * size * size)
      fillBlack(columns, rows, scales.offset[channel] ?? 0, plane)
    }
    if ('luma' in picture) fillGray(picture, columns, rows, scales, into)
    else fillColours(picture, columns, rows, { scales, red }, into)
  }
}

interface Scales {
  gain: Float64Array
  offset: Float64Array
}

/** (p − mean) / std as p × gain + offset, one of each a channel of the network. */
function scalesOf({ mean, std }: ModelInput): Scales {
  const at = (values: number[], channel: number, otherwise: number) =>
    values[channel] ?? values[0] ?? otherwise
  const gain = Float64Array.from([0, 1, 2], (channel) => 1 / at(std, channel, 1))
  const offset = gain.map((value, channel) => -at(mean, channel, 0) * value)
  return { gain, offset }
}

/** Along one axis: which two picture pixels each output pixel is mixed from. */
interface Steps {
  size: number
  /** The output pixels from `first` up to, not including, `end` have their centre in the picture. */
  first: number
  end: number
  near: Int32Array
  next: Int32Array
  /** How much of `next` there is, 0 to 1. */
  weight: Float32Array
}

function createSteps(size: number): Steps {
  const ints = () => new Int32Array(size)
  return { size, first: 0, end: 0, near: ints(), next: ints(), weight: new Float32Array(size) }
}

function placeSteps(steps: Steps, from: number, step: number, limit: number): void {
  const held = (place: number) => Math.min(limit - 1, Math.max(0, place))
  // The centre of pixel i, from + (i + 0.5) × step, lies in 0 … limit.
  steps.first = Math.min(steps.size, Math.max(0, Math.ceil(-from / step - 0.5)))
  steps.end = Math.max(steps.first, Math.min(steps.size, Math.ceil((limit - from) / step - 0.5)))
  for (let index = steps.first; index < steps.end; index++) {
    const low = from + index * step
    const centre = low + step / 2 - 0.5
    const inQuarters = step >= QUARTERS_FROM
    const near = Math.floor(inQuarters ? low + step / 4 : centre)
    steps.near[index] = held(near)
    steps.next[index] = held(inQuarters ? Math.floor(low + (3 * step) / 4) : near + 1)
    steps.weight[index] = inQuarters ? 0.5 : centre - near
  }
}

/** Writes black where the square reaches beyond the picture. */
function fillBlack(columns: Steps, rows: Steps, black: number, plane: Float32Array): void {
  const { size } = columns
  plane.fill(black, 0, rows.first * size)
  plane.fill(black, rows.end * size)
  if (columns.first === 0 && columns.end === size) return
  for (let row = rows.first; row < rows.end; row++) {
    plane.fill(black, row * size, row * size + columns.first)
    plane.fill(black, row * size + columns.end, (row + 1) * size)
  }
}

interface Filling {
  scales: Scales
  /** Which of the picture's channels comes first in the network's. */
  red: number
}

function fillColours(
  { width, pixels }: Picture,
  columns: Steps,
  rows: Steps,
  { scales: { gain, offset }, red }: Filling,
  into: Float32Array,
): void {
  const [gain0, gain1, gain2] = [gain[0] ?? 0, gain[1] ?? 0, gain[2] ?? 0]
  const [offset0, offset1, offset2] = [offset[0] ?? 0, offset[1] ?? 0, offset[2] ?? 0]
  const blue = 2 - red
  const plane = columns.size * rows.size
  for (let row = rows.first; row < rows.end; row++) {
    const upper = (rows.near[row] ?? 0) * width
    const lower = (rows.next[row] ?? 0) * width
    const below = rows.weight[row] ?? 0
    let at = row * columns.size + columns.first
    for (let column = columns.first; column < columns.end; column++, at++) {
      const left = columns.near[column] ?? 0
      const right = columns.next[column] ?? 0
      const across = columns.weight[column] ?? 0
      const d = across * below
      const b = across - d
      const c = below - d
      const a = 1 - across - c
      const pa = (upper + left) * 3
      const pb = (upper + right) * 3
      const pc = (lower + left) * 3
      const pd = (lower + right) * 3
      const first =
        a * (pixels[pa + red] ?? 0) +
        b * (pixels[pb + red] ?? 0) +
        c * (pixels[pc + red] ?? 0) +
        d * (pixels[pd + red] ?? 0)
      const second =
        a * (pixels[pa + 1] ?? 0) +
        b * (pixels[pb + 1] ?? 0) +
        c * (pixels[pc + 1] ?? 0) +
        d * (pixels[pd + 1] ?? 0)
      const third =
        a * (pixels[pa + blue] ?? 0) +
        b * (pixels[pb + blue] ?? 0) +
        c * (pixels[pc + blue] ?? 0) +
        d * (pixels[pd + blue] ?? 0)
      into[at] = first * gain0 + offset0
      into[at + plane] = second * gain1 + offset1
      into[at + 2 * plane] = third * gain2 + offset2
    }
  }
}

function fillGray(
  { width, luma }: GrayPicture,
  columns: Steps,
  rows: Steps,
  { gain, offset }: Scales,
  into: Float32Array,
): void {
  const [gain0, gain1, gain2] = [gain[0] ?? 0, gain[1] ?? 0, gain[2] ?? 0]
  const [offset0, offset1, offset2] = [offset[0] ?? 0, offset[1] ?? 0, offset[2] ?? 0]
  const plane = columns.size * rows.size
  for (let row = rows.first; row < rows.end; row++) {
    const upper = (rows.near[row] ?? 0) * width
    const lower = (rows.next[row] ?? 0) * width
    const below = rows.weight[row] ?? 0
    let at = row * columns.size + columns.first
    for (let column = columns.first; column < columns.end; column++, at++) {
      const left = columns.near[column] ?? 0
      const right = columns.next[column] ?? 0
      const across = columns.weight[column] ?? 0
      const above = (luma[upper + left] ?? 0) * (1 - across) + (luma[upper + right] ?? 0) * across
      const under = (luma[lower + left] ?? 0) * (1 - across) + (luma[lower + right] ?? 0) * across
      const value = above * (1 - below) + under * below
      into[at] = value * gain0 + offset0
      into[at + plane] = value * gain1 + offset1
      into[at + 2 * plane] = value * gain2 + offset2
    }
  }
}
