import type { Probabilities } from '@mooddj/shared/emotion'
import type { View } from './emotion-classifier.ts'
import type { Detection } from './face-detector.ts'
import type { Signature } from './face-signature.ts'
import { areApart, centreOf, misfitOf } from './misfit.ts'
import { smoothProbabilities } from './smooth-probabilities.ts'

/** A face that keeps its number from frame to frame. */
export interface Track {
  id: number
  detection: Detection
  /** When it was last seen, milliseconds by this process's clock. */
  seenAt: number
  /** How fast its centre moves, in shares of the picture a millisecond. */
  velocity: { x: number; y: number }
  /** How light fell on it in its last frame; without one it is told from others by its place alone. */
  signature?: Signature
  /** The same over the last second or so in which it was seen well, with nobody near who could cover a part of it. */
  clearly?: Signature
  /** What it has shown lately, smoothed. */
  probabilities: Probabilities
}

/** What is remembered of one session between two frames: where faces were and how light fell on them, never a picture. */
export interface Tracks {
  faces: Track[]
  nextId: number
  /** When the last frame was looked at. */
  lookedAt: number
  /** When the whole picture was last searched. */
  searchedAt: number
  /** When a detector last saw the faces; in between they are followed by their signatures. */
  detectedAt: number
  /** How many frames have been read since then. */
  glances: number
  /** Whether the last view of the faces was a mirrored one. */
  mirrored: boolean
}

export const NO_TRACKS: Tracks = {
  faces: [],
  nextId: 0,
  lookedAt: Number.NEGATIVE_INFINITY,
  searchedAt: Number.NEGATIVE_INFINITY,
  detectedAt: Number.NEGATIVE_INFINITY,
  glances: 0,
  mirrored: false,
}

/** How the faces of a frame were found. */
export type Means = 'search' | 'look' | 'glance'

/**
 * Which view of its faces a frame is read by: both where somebody may be new, else the face and its mirror image by turns, which smoothing
 * brings together.
 */
export function viewOf({ mirrored }: Tracks, means: Means): View {
  if (means === 'search') return 'both'
  return mirrored ? 'face' : 'mirror'
}

/** A face that was hidden for less than this gets its number back. */
const REMEMBER_MS = 1_500
/** How far from where it was expected a face may be, in widths of the face. */
const REACH = 1
/** The time in which a measured velocity comes to count for two thirds, ms. */
const VELOCITY_MS = 200
/** In this time a changed look comes to count for two thirds, ms. */
const GETTING_USED_MS = 1_000
/** A face is seen well when the detector is as sure as this. */
export const CLEAR_SCORE = 0.75

/** The faces that the last frame showed. */
export function visibleFaces({ faces, lookedAt }: Tracks): Track[] {
  return faces.filter(({ seenAt }) => seenAt === lookedAt)
}

/** Whether somebody who may come back was not seen in the last frame. */
export function hasHiddenFaces({ faces, lookedAt }: Tracks, now: number): boolean {
  return faces.some(({ seenAt }) => seenAt !== lookedAt && now - seenAt <= REMEMBER_MS)
}

/** One face of a frame, what it shows and how light falls on it. */
export interface Sighting {
  detection: Detection
  probabilities: Probabilities
  signature?: Signature
}

/**
 * Numbers the faces of a frame: each goes to the remembered face that it fits best by place, movement and signature, best pairs first, and
 * what is left over is new.
 * @param sightings one a face; their order is kept in `seen`
 */
export function followFaces(
  tracks: Tracks,
  sightings: readonly Sighting[],
  { now, means }: { now: number; means: Means },
): { seen: Track[]; tracks: Tracks } {
  const known = tracks.faces.filter(({ seenAt }) => now - seenAt <= REMEMBER_MS)
  const pairs = known
    .flatMap((track) =>
      sightings.map((sighting) => ({
        track,
        sighting,
        misfit: misfitOf(track, sighting, { now, isHidden: track.seenAt !== tracks.lookedAt }),
      })),
    )
    .filter(({ misfit }) => misfit < REACH)
    .toSorted((a, b) => a.misfit - b.misfit)
  const before = new Map<Sighting, Track>()
  const taken = new Set<number>()
  for (const { track, sighting } of pairs) {
    if (before.has(sighting) || taken.has(track.id)) continue
    before.set(sighting, track)
    taken.add(track.id)
  }
  let { nextId } = tracks
  const seen = sightings.map((sighting) => {
    const track = before.get(sighting)
    const isClear =
      sighting.detection.score >= CLEAR_SCORE &&
      sightings.every((other) => other === sighting || areApart(other.detection, sighting.detection))
    return track ? continued(track, sighting, now, isClear) : begun(nextId++, sighting, now)
  })
  const hidden = known.filter(({ id }) => !taken.has(id))
  const glanced = means === 'glance'
  return {
    seen,
    tracks: {
      faces: [...seen, ...hidden],
      nextId,
      lookedAt: now,
      searchedAt: means === 'search' ? now : tracks.searchedAt,
      detectedAt: glanced ? tracks.detectedAt : now,
      glances: glanced ? tracks.glances + 1 : 0,
      mirrored: viewOf(tracks, means) === 'mirror',
    },
  }
}

function begun(id: number, sighting: Sighting, now: number): Track {
  const { signature } = sighting
  return { ...sighting, id, seenAt: now, velocity: { x: 0, y: 0 }, ...(signature && { clearly: signature }) }
}

function continued(
  track: Track,
  { detection, probabilities, signature }: Sighting,
  now: number,
  isClear: boolean,
): Track {
  const passed = now - track.seenAt
  const fresh = passed > 0 ? 1 - Math.exp(-passed / VELOCITY_MS) : 0
  const was = centreOf(track.detection)
  const is = centreOf(detection)
  const measured = (before: number, after: number, velocity: number) =>
    passed > 0 ? velocity + fresh * ((after - before) / passed - velocity) : velocity
  return {
    ...track,
    detection,
    seenAt: now,
    velocity: { x: measured(was.x, is.x, track.velocity.x), y: measured(was.y, is.y, track.velocity.y) },
    probabilities: smoothProbabilities(track.probabilities, probabilities, passed),
    ...(signature && { signature }),
    ...(signature && isClear && { clearly: blended(track.clearly ?? signature, signature, passed) }),
  }
}

/** Slowly, so that what slides over a face is not taken for it before it hides it. */
function blended(before: Signature, now: Signature, passedMs: number): Signature {
  const fresh = 1 - Math.exp(-Math.min(passedMs, VELOCITY_MS) / GETTING_USED_MS)
  return before.map((value, at) => Math.round(value + fresh * ((now[at] ?? 0) - value)))
}
