import type { Detection } from './face-detector.ts'
import { likenessOf } from './face-signature.ts'
import { overlapOf } from './merge-overlapping.ts'
import type { Sighting, Track } from './tracks.ts'

/** A face may look this many times larger or smaller at most. */
const GROWTH = 2
/** What a signature as unlike as can be counts for, in widths of the face. */
const UNLIKENESS = 0.75
/**
 * Less alike than `never`, it is somebody else wherever it is. Less than `elsewhere`, it is when its place or its size jumped by more than
 * so many widths or times. Two people of one photo are alike by 0.26 (median), the same face from frame to frame by 0.98.
 */
const STRANGER = { never: 0.2, elsewhere: 0.55, jump: 0.25, growth: 1.25 } as const
/** A hidden face is expected to have gone on for this long at most, ms. */
const MOMENTUM_MS = 1_000
/** How far a hidden face was carried is a guess: its distance counts for less. */
const HIDDEN_DISTANCE = 0.6
/** Nobody else within so many widths: nobody can cover a part of it in the next frame either. */
const ALONE_WIDTHS = 1.75

/** How badly a sighting fits a remembered face, in widths of the face; infinite when it cannot be the same. */
export function misfitOf(
  track: Track,
  { detection, signature }: Sighting,
  { now, isHidden }: { now: number; isHidden: boolean },
): number {
  const was = track.detection
  const growth = Math.max(was.width, detection.width) / Math.min(was.width, detection.width)
  if (growth > GROWTH) return Number.POSITIVE_INFINITY
  const distance = distanceBetween(expectedAt(track, now), detection)
  const known = [track.signature, track.clearly].filter((one) => one !== undefined)
  if (!signature || known.length === 0) return distance - overlapOf(was, detection) / 2
  const likeness = Math.max(...known.map((one) => likenessOf(one, signature)))
  const jumped = distance > STRANGER.jump || growth > STRANGER.growth
  if (likeness < STRANGER.never || (likeness < STRANGER.elsewhere && jumped)) return Number.POSITIVE_INFINITY
  return (isHidden ? HIDDEN_DISTANCE : 1) * distance + UNLIKENESS * (1 - likeness)
}

/** The detection of a face moved to where it should be by now. */
function expectedAt({ detection, velocity, seenAt }: Track, now: number): Detection {
  const passed = Math.min(MOMENTUM_MS, now - seenAt)
  return { ...detection, x: detection.x + velocity.x * passed, y: detection.y + velocity.y * passed }
}

/** Between two faces' centres in widths and heights of the larger one. */
function distanceBetween(a: Detection, b: Detection): number {
  const from = centreOf(a)
  const to = centreOf(b)
  return Math.hypot(
    (from.x - to.x) / Math.max(a.width, b.width),
    (from.y - to.y) / Math.max(a.height, b.height),
  )
}

/** The middle of a face's box. */
export function centreOf({ x, y, width, height }: Detection): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 }
}

/** Whether neither of two faces can cover a part of the other, now or in the next frame. */
export function areApart(a: Detection, b: Detection): boolean {
  return distanceBetween(a, b) > ALONE_WIDTHS
}
