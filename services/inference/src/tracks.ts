import type { Detection } from './face-detector.ts'
import { overlapOf } from './merge-overlapping.ts'

/** A face that keeps its number from frame to frame. */
export interface Track {
  id: number
  detection: Detection
  /** When it was last seen, milliseconds by this process's clock. */
  seenAt: number
}

/** What is remembered of one session between two frames: where faces were, never what they looked like. */
export interface Tracks {
  faces: Track[]
  nextId: number
  /** When the last frame was looked at. */
  lookedAt: number
  /** When the whole picture was last searched. */
  searchedAt: number
}

export const NO_TRACKS: Tracks = {
  faces: [],
  nextId: 0,
  lookedAt: Number.NEGATIVE_INFINITY,
  searchedAt: Number.NEGATIVE_INFINITY,
}

/** A face that was hidden for less than this gets its number back. */
const REMEMBER_MS = 1_500
/** How far a face may have moved between two looks, in widths of the face. */
const REACH = 1
/** A face may look this many times larger or smaller at most. */
const GROWTH = 2

/** The faces that the last frame showed. */
export function visibleFaces({ faces, lookedAt }: Tracks): Track[] {
  return faces.filter(({ seenAt }) => seenAt === lookedAt)
}

/**
 * Numbers the faces of a frame: each goes to the remembered face that it is nearest to, nearest pairs first, and what is left over is new.
 * @param detections one a face; their order is kept in `seen`
 */
export function followFaces(
  tracks: Tracks,
  detections: Detection[],
  { now, searched }: { now: number; searched: boolean },
): { seen: Track[]; tracks: Tracks } {
  const known = tracks.faces.filter(({ seenAt }) => now - seenAt <= REMEMBER_MS)
  const pairs = known
    .flatMap((track) =>
      detections.map((detection) => ({
        track,
        detection,
        cost: distanceBetween(track.detection, detection),
      })),
    )
    .filter(({ cost }) => cost < REACH)
    .toSorted((a, b) => a.cost - b.cost)
  const ids = new Map<Detection, number>()
  const taken = new Set<number>()
  for (const { track, detection } of pairs) {
    if (ids.has(detection) || taken.has(track.id)) continue
    ids.set(detection, track.id)
    taken.add(track.id)
  }
  let { nextId } = tracks
  const seen = detections.map((detection) => ({ id: ids.get(detection) ?? nextId++, detection, seenAt: now }))
  const hidden = known.filter(({ id }) => !taken.has(id))
  const searchedAt = searched ? now : tracks.searchedAt
  return { seen, tracks: { faces: [...seen, ...hidden], nextId, lookedAt: now, searchedAt } }
}

/** Between two faces' centres in widths of the larger one, less for boxes that overlap; infinite when they differ too much in size. */
function distanceBetween(a: Detection, b: Detection): number {
  const larger = Math.max(a.width, b.width)
  if (larger > GROWTH * Math.min(a.width, b.width)) return Number.POSITIVE_INFINITY
  const across = (a.x + a.width / 2 - b.x - b.width / 2) / larger
  const down = (a.y + a.height / 2 - b.y - b.height / 2) / Math.max(a.height, b.height)
  return Math.hypot(across, down) - overlapOf(a, b) / 2
}
