import type { AlignedFace } from './align-face.ts'
import type { EmotionClassifier } from './emotion-classifier.ts'
import type { Detection } from './face-detector.ts'
import { type Shift, type Signature, likenessOf, shiftBetween, signatureOf } from './face-signature.ts'
import type { FaceFinder } from './find-faces.ts'
import type { FrameViews } from './frame-decoder.ts'
import { mayGlance } from './may-glance.ts'
import type { GrayPicture } from './picture.ts'
import { type Means, type Track, type Tracks, hasHiddenFaces, visibleFaces } from './tracks.ts'

/** Where the faces of a frame are, and how they were found. */
export interface Located {
  detections: Detection[]
  means: Means
}

/** Where faces are looked for. */
export interface Eyes {
  finder: FaceFinder
  classifier: EmotionClassifier
}

/** The whole picture is searched for newcomers about this often. */
const SEARCH_INTERVAL_MS = 1_000
/** Sessions that began together search at different times: intervals are shorter by up to this share. */
const SPREAD = 0.2
/** Somebody hidden, or a face that looks like nobody, is a reason to search sooner, but not in every frame. */
const SEARCH_PAUSE_MS = 300
/** Less alike than this to all faces of a moment ago, a face may be somebody else's. */
const FAMILIAR = 0.6

/**
 * Finds a session's faces in its next frame, by the cheapest means that is sure: a glance (the face of a moment ago is found where its
 * signature fits, without a detector), a look (a detector near each face) or a search of the whole picture, which alone needs colours.
 */
export async function locateFaces(
  { finder, classifier }: Eyes,
  frame: FrameViews,
  tracks: Tracks,
  now: number,
): Promise<Located> {
  const gray = await frame.gray()
  const visible = visibleFaces(tracks)
  if (!isSearchDue(tracks, now)) {
    const glanced = mayGlance(tracks, now) ? glanceAtAll(classifier, gray, visible) : undefined
    if (glanced) return { detections: glanced, means: 'glance' }
    const seen = await finder.look(
      gray,
      visible.map(({ detection }) => detection),
    )
    const known = visible.flatMap(({ signature }) => (signature ? [signature] : []))
    const isFamiliar = ({ keypoints }: Detection) => {
      const signature = signatureOf(classifier.align(gray, keypoints))
      return known.length === 0 || known.some((other) => likenessOf(other, signature) >= FAMILIAR)
    }
    // Somebody may have come in front of a face since the last search: then both must be told apart now.
    const maySearch = now - tracks.searchedAt >= SEARCH_PAUSE_MS
    if (seen && (!maySearch || seen.every(isFamiliar))) return { detections: seen, means: 'look' }
  }
  return { detections: await finder.search({ gray, colour: await frame.colour() }), means: 'search' }
}

/**
 * Whether the whole picture is to be searched: for newcomers, and sooner for who was there a moment ago. The interval's length is drawn from
 * the time of the last search.
 */
function isSearchDue(tracks: Tracks, now: number): boolean {
  const passed = now - tracks.searchedAt
  if (passed === Number.POSITIVE_INFINITY || hasHiddenFaces(tracks, now)) return passed >= SEARCH_PAUSE_MS
  const draw = (tracks.searchedAt * 0.618_034) % 1
  return passed >= SEARCH_INTERVAL_MS * (1 - SPREAD * draw)
}

/** Below this likeness a face has changed too much, or is not there any more. */
const STEADY = 0.85
/** A face that moved by less than this share of the aligned picture's side needs no second alignment. */
const STILL = 0.02

function glanceAtAll(
  classifier: EmotionClassifier,
  picture: GrayPicture,
  faces: readonly Track[],
): Detection[] | undefined {
  const detections: Detection[] = []
  for (const { detection, signature } of faces) {
    const there = signature && glanceAt(classifier, picture, detection, signature)
    if (!there) return undefined
    detections.push(there)
  }
  return detections
}

/** Where the face of a moment ago is now; undefined unless it is surely the same one, near where it was. */
function glanceAt(
  classifier: EmotionClassifier,
  picture: GrayPicture,
  before: Detection,
  signature: Signature,
): Detection | undefined {
  const aligned = classifier.align(picture, before.keypoints)
  const shift = shiftBetween(signature, signatureOf(aligned))
  if (shift.likeness < STEADY) return undefined
  if (Math.hypot(shift.x, shift.y) < STILL) return before
  const moved = moveDetection(before, shift, aligned, picture)
  const rest = shiftBetween(signature, signatureOf(classifier.align(picture, moved.keypoints)))
  return rest.likeness >= STEADY && Math.hypot(rest.x, rest.y) < 2 * STILL ? moved : undefined
}

/** A detection moved by shares of its aligned picture's side. */
function moveDetection(
  detection: Detection,
  shift: Shift,
  { place: { a, b }, size }: AlignedFace,
  { width, height }: GrayPicture,
): Detection {
  const across = ((a * shift.x - b * shift.y) * size) / width
  const down = ((b * shift.x + a * shift.y) * size) / height
  return {
    ...detection,
    x: detection.x + across,
    y: detection.y + down,
    keypoints: detection.keypoints.map(({ x, y }) => ({ x: x + across, y: y + down })),
  }
}
