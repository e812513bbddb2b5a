import { type ModelInput, sideOf } from './manifest.ts'
import type { Picture } from './picture.ts'

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
export type SquareView = (picture: Picture, square: Square, into: Float32Array) => void

/** From this many picture pixels a step, whole areas are averaged; below, four neighbours are blended. */
const AREA_FROM = 2

/**
 * A view for a square colour network with interleaved channels. Shrinking averages areas, so that fine patterns do not turn into
 * false edges; enlarging is bilinear. Its tables are allocated once.
 */
export function createSquareView(wanted: ModelInput): SquareView {
  if (wanted.layout !== 'NHWC' || wanted.color === 'gray')
    throw new Error('a face detector takes NHWC colour')
  const size = sideOf(wanted)
  const columns = createSteps(size)
  const rows = createSteps(size)
  const { gain, offset } = scalesOf(wanted)
  const first = wanted.color === 'bgr' ? 2 : 0
  return (picture, square, into) => {
    const step = square.side / size
    placeSteps(columns, square.x, step, picture.width)
    placeSteps(rows, square.y, step, picture.height)
    const fill = step >= AREA_FROM ? averageAreas : blendNeighbours
    fill(picture, columns, rows, into)
    for (let at = 0; at < into.length; at += 3) {
      const red = into[at + first] ?? 0
      const green = into[at + 1] ?? 0
      const blue = into[at + 2 - first] ?? 0
      into[at] = red * gain[0] + offset[0]
      into[at + 1] = green * gain[1] + offset[1]
      into[at + 2] = blue * gain[2] + offset[2]
    }
  }
}

type Triple = [number, number, number]

/** (p − mean) / std as p × gain + offset. */
function scalesOf({ mean, std }: ModelInput): { gain: Triple; offset: Triple } {
  const at = (values: number[], channel: number, otherwise: number) =>
    values[channel] ?? values[0] ?? otherwise
  const gain = (channel: number) => 1 / at(std, channel, 1)
  const offset = (channel: number) => -at(mean, channel, 0) * gain(channel)
  return { gain: [gain(0), gain(1), gain(2)], offset: [offset(0), offset(1), offset(2)] }
}

/** Along one axis: which picture pixels each output pixel covers, and where its centre falls between two of them. */
interface Steps {
  size: number
  /** First pixel of the area; `start >= end` lies outside the picture. */
  start: Int32Array
  end: Int32Array
  /** The left or upper neighbour of the centre; −1 lies outside. */
  near: Int32Array
  next: Int32Array
  /** The weight of `next`. */
  weight: Float32Array
}

function createSteps(size: number): Steps {
  const ints = () => new Int32Array(size)
  return { size, start: ints(), end: ints(), near: ints(), next: ints(), weight: new Float32Array(size) }
}

function placeSteps(steps: Steps, from: number, step: number, limit: number): void {
  for (let index = 0; index < steps.size; index++) {
    const low = from + index * step
    steps.start[index] = Math.max(0, Math.round(low))
    steps.end[index] = Math.min(limit, Math.round(low + step))
    const centre = low + step / 2 - 0.5
    const inside = centre > -0.5 && centre < limit - 0.5
    const near = Math.floor(centre)
    steps.near[index] = inside ? Math.max(0, near) : -1
    steps.next[index] = Math.min(limit - 1, near + 1)
    steps.weight[index] = centre - near
  }
}

function averageAreas({ width, pixels }: Picture, columns: Steps, rows: Steps, into: Float32Array): void {
  let at = 0
  for (let row = 0; row < rows.size; row++) {
    const top = rows.start[row] ?? 0
    const bottom = rows.end[row] ?? 0
    for (let column = 0; column < columns.size; column++, at += 3) {
      const left = columns.start[column] ?? 0
      const right = columns.end[column] ?? 0
      let red = 0
      let green = 0
      let blue = 0
      for (let y = top; y < bottom; y++) {
        const end = (y * width + right) * 3
        for (let p = (y * width + left) * 3; p < end; p += 3) {
          red += pixels[p] ?? 0
          green += pixels[p + 1] ?? 0
          blue += pixels[p + 2] ?? 0
        }
      }
      const count = Math.max(1, Math.max(0, right - left) * Math.max(0, bottom - top))
      into[at] = red / count
      into[at + 1] = green / count
      into[at + 2] = blue / count
    }
  }
}

function blendNeighbours({ width, pixels }: Picture, columns: Steps, rows: Steps, into: Float32Array): void {
  let at = 0
  for (let row = 0; row < rows.size; row++) {
    const upper = rows.near[row] ?? -1
    const lower = rows.next[row] ?? 0
    const down = rows.weight[row] ?? 0
    for (let column = 0; column < columns.size; column++) {
      const left = columns.near[column] ?? -1
      const right = columns.next[column] ?? 0
      const across = columns.weight[column] ?? 0
      const outside = upper < 0 || left < 0
      for (let channel = 0; channel < 3; channel++, at++) {
        const a = pixels[(upper * width + left) * 3 + channel] ?? 0
        const b = pixels[(upper * width + right) * 3 + channel] ?? 0
        const c = pixels[(lower * width + left) * 3 + channel] ?? 0
        const d = pixels[(lower * width + right) * 3 + channel] ?? 0
        const above = a + (b - a) * across
        const below = c + (d - c) * across
        into[at] = outside ? 0 : above + (below - above) * down
      }
    }
  }
}
