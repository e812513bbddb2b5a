import type { Detection } from './face-detector.ts'

/** From this overlap on, two anchors speak of the same face. */
const SAME_FACE = 0.3

/** The share of two boxes' union that both cover, 0 to 1. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const both = width * height
  return both / (a.width * a.height + b.width * b.height - both)
}

type Box = Pick<Detection, 'x' | 'y' | 'width' | 'height'>

/**
 * One detection a face, best first: overlapping ones become their mean weighted by score, which places keypoints more steadily
 * than picking the best (blending in BlazeFace, Bazarevsky et al. 2019, section 3.3).
 */
export function mergeOverlapping(detections: Detection[]): Detection[] {
  const merged: Detection[] = []
  let rest = detections.toSorted((a, b) => b.score - a.score)
  for (let best = rest.at(0); best; best = rest.at(0)) {
    const leader = best
    const cluster = rest.filter((other) => other === leader || overlapOf(leader, other) >= SAME_FACE)
    rest = rest.filter((other) => !cluster.includes(other))
    merged.push(weightedMean(cluster, leader.score))
  }
  return merged
}

function weightedMean(cluster: Detection[], score: number): Detection {
  const total = cluster.reduce((sum, { score: weight }) => sum + weight, 0)
  const mean = (value: (detection: Detection) => number) =>
    cluster.reduce((sum, detection) => sum + value(detection) * detection.score, 0) / total
  return {
    x: mean(({ x }) => x),
    y: mean(({ y }) => y),
    width: mean(({ width }) => width),
    height: mean(({ height }) => height),
    keypoints: (cluster[0]?.keypoints ?? []).map((_, index) => ({
      x: mean(({ keypoints }) => keypoints[index]?.x ?? 0),
      y: mean(({ keypoints }) => keypoints[index]?.y ?? 0),
    })),
    score,
  }
}
