import type { Point } from './picture.ts'

/** Turns, scales and shifts without shearing: (u, v) goes to (a·u − b·v + x, b·u + a·v + y). */
export interface Similarity {
  a: number
  b: number
  x: number
  y: number
}

/** The similarity that brings `from` closest to `to` by the sum of squared distances (Umeyama 1991, in the plane, without mirroring). */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const start = meanOf(from)
  const goal = meanOf(to)
  let along = 0
  let across = 0
  let spread = 0
  for (const [index, point] of from.entries()) {
    const other = to[index]
    if (!other) break
    const px = point.x - start.x
    const py = point.y - start.y
    const qx = other.x - goal.x
    const qy = other.y - goal.y
    along += px * qx + py * qy
    across += px * qy - py * qx
    spread += px * px + py * py
  }
  if (spread === 0) throw new RangeError('points in one place fix no similarity')
  const a = along / spread
  const b = across / spread
  return { a, b, x: goal.x - (a * start.x - b * start.y), y: goal.y - (b * start.x + a * start.y) }
}

/** Where a similarity takes a point. */
export function applySimilarity({ a, b, x, y }: Similarity, point: Point): Point {
  return { x: a * point.x - b * point.y + x, y: b * point.x + a * point.y + y }
}

/** The way back. */
export function invertSimilarity({ a, b, x, y }: Similarity): Similarity {
  const square = a * a + b * b
  if (square === 0) throw new RangeError('there is no way back from a single point')
  return { a: a / square, b: -b / square, x: -(a * x + b * y) / square, y: (b * x - a * y) / square }
}

function meanOf(points: readonly Point[]): Point {
  const count = Math.max(1, points.length)
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  }
}
