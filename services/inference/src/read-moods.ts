import { affectOf, EMOTION_POINTS, type EmotionPoints } from '@mooddj/shared/affect'
import { dominantEmotion } from '@mooddj/shared/emotion'
import type { Box, Face, Quality } from '@mooddj/shared/mood'
import { decodePhoto } from './decode-picture.ts'
import { type EmotionClassifier, type View, openEmotionClassifier } from './emotion-classifier.ts'
import type { Detection } from './face-detector.ts'
import { signatureOf } from './face-signature.ts'
import { type FaceFinder, SURE_SCORE, openFaceFinder } from './find-faces.ts'
import { createFrameDecoder } from './frame-decoder.ts'
import { landmarksOf } from './landmarks-of.ts'
import { locateFaces } from './locate-faces.ts'
import type { ModelChoice } from './manifest.ts'
import type { Model } from './model-session.ts'
import type { GrayPicture, Picture } from './picture.ts'
import { type Clarity, clarityOfFace, clarityOfPicture } from './quality.ts'
import { NO_TRACKS, type Sighting, type Track, type Tracks, followFaces, viewOf } from './tracks.ts'

/** What was seen in one picture. */
export interface Sight {
  /** The largest first. */
  faces: Face[]
  quality: Quality
  /** What to remember until the session's next frame. */
  tracks: Tracks
  /** How long each step took, milliseconds. */
  stages: Record<Stage, number>
}

export const STAGES = ['decode', 'find', 'classify'] as const
export type Stage = (typeof STAGES)[number]

/** Reads pictures one at a time on the thread that opened it, which it blocks while a network runs. */
export interface MoodReader {
  /** A camera's JPEG. Throws `PictureError`. */
  readFrame(jpeg: Uint8Array, tracks: Tracks, now: number): Promise<Sight>
  /** An uploaded picture. Throws `PictureError`. */
  readPhoto(photo: Uint8Array): Promise<Sight>
}

/** Opens the three networks and warms them up; with `emotion`, that one is run elsewhere. `points`: where each emotion lies in the plane. */
export async function openMoodReader(
  root: string,
  models: ModelChoice,
  { emotion, points = EMOTION_POINTS }: { emotion?: Model; points?: EmotionPoints } = {},
): Promise<MoodReader> {
  const decoder = createFrameDecoder()
  const finder = await openFaceFinder(root, models)
  const classifier = await openEmotionClassifier(root, models.emotion, emotion)
  return {
    async readFrame(jpeg, tracks, now) {
      const start = performance.now()
      const frame = decoder.open(jpeg)
      const { detections, means } = await locateFaces({ finder, classifier }, frame, tracks, now)
      const picture = classifier.seesGray ? await frame.gray() : await frame.colour()
      const { decodeMs } = frame
      const found = performance.now()
      const read = await readFaces(classifier, picture, detections, viewOf(tracks, means))
      const followed = followFaces(tracks, read.sightings, { now, means })
      const stages = {
        decode: decodeMs,
        find: found - start - decodeMs,
        classify: performance.now() - found,
      }
      return {
        faces: followed.seen.map((track) => toFace(track, points)),
        quality: read.quality,
        tracks: followed.tracks,
        stages,
      }
    },
    readPhoto: (photo) => readPhoto({ finder, classifier, points }, photo),
  }
}

async function readPhoto(
  {
    finder,
    classifier,
    points,
  }: { finder: FaceFinder; classifier: EmotionClassifier; points: EmotionPoints },
  photo: Uint8Array,
): Promise<Sight> {
  const start = performance.now()
  const picture = await decodePhoto(photo)
  const decoded = performance.now()
  const detections = await finder.searchPhoto(picture)
  const found = performance.now()
  const { sightings, quality } = await readFaces(classifier, picture, detections, 'both')
  const stages = { decode: decoded - start, find: found - decoded, classify: performance.now() - found }
  const faces = sightings.map((sighting, id) => toFace({ id, ...sighting }, points))
  return { faces, quality, tracks: NO_TRACKS, stages }
}

/** What each face shows and how light falls on it, and how clearly the first, the largest, is seen. */
async function readFaces(
  classifier: EmotionClassifier,
  picture: Picture | GrayPicture,
  detections: readonly Detection[],
  view: View,
): Promise<{ sightings: Sighting[]; quality: Quality }> {
  const sightings: Sighting[] = []
  let clarity: Clarity | undefined
  for (const detection of detections) {
    const { probabilities, aligned } = await classifier.classify(picture, detection.keypoints, view)
    // The next face overwrites the aligned picture.
    clarity ??= clarityOfFace(aligned)
    // Where keypoints are guessed, as on a face that is half covered, a signature would only mislead.
    const isSure = detection.score >= SURE_SCORE
    sightings.push({ detection, probabilities, ...(isSure && { signature: signatureOf(aligned) }) })
  }
  const faceSize = Math.min(1, detections[0]?.height ?? 0)
  return { sightings, quality: { ...(clarity ?? clarityOfPicture(picture)), faceSize } }
}

function toFace(
  { id, detection, probabilities }: Pick<Track, 'id' | 'detection' | 'probabilities'>,
  points: EmotionPoints,
): Face {
  const confidence = probabilities[dominantEmotion(probabilities)]
  const place = { box: boxInside(detection), landmarks: landmarksOf(detection) }
  return { id, ...place, probabilities, ...affectOf(probabilities, points), confidence }
}

/** The part of a face's box that lies inside the picture. */
function boxInside({ x, y, width, height }: Detection): Box {
  const inside = (share: number) => Math.min(1, Math.max(0, share))
  const left = inside(x)
  const top = inside(y)
  return [left, top, inside(x + width) - left, inside(y + height) - top]
}
