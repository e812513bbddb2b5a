import { affectOf } from '@mooddj/shared/affect'
import { type Probabilities, dominantEmotion } from '@mooddj/shared/emotion'
import type { Box, Face, Quality } from '@mooddj/shared/mood'
import { decodeFrame, decodePhoto } from './decode-picture.ts'
import { type EmotionClassifier, openEmotionClassifier } from './emotion-classifier.ts'
import type { Detection } from './face-detector.ts'
import { type FaceFinder, openFaceFinder } from './find-faces.ts'
import type { ModelChoice } from './manifest.ts'
import type { Picture } from './picture.ts'
import { type Clarity, clarityOfFace, clarityOfPicture } from './quality.ts'
import { NO_TRACKS, type Track, type Tracks, followFaces, visibleFaces } from './tracks.ts'

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

/** The whole picture is searched for newcomers about this often. */
const SEARCH_INTERVAL_MS = 1_000

/** Opens the three networks and warms them up. */
export async function openMoodReader(root: string, models: ModelChoice): Promise<MoodReader> {
  const finder = await openFaceFinder(root, models)
  const classifier = await openEmotionClassifier(root, models.emotion)
  return {
    async readFrame(jpeg, tracks, now) {
      const start = performance.now()
      const picture = await decodeFrame(jpeg)
      const decoded = performance.now()
      const due = now - tracks.searchedAt >= SEARCH_INTERVAL_MS
      const expected = visibleFaces(tracks).map(({ detection }) => detection)
      const { detections, searched } = await finder.follow(picture, expected, due)
      const followed = followFaces(tracks, detections, { now, searched })
      const found = performance.now()
      const { faces, quality } = await readFaces(classifier, picture, followed.seen)
      const stages = { decode: decoded - start, find: found - decoded, classify: performance.now() - found }
      return { faces, quality, tracks: followed.tracks, stages }
    },
    readPhoto: (photo) => readPhoto(finder, classifier, photo),
  }
}

async function readPhoto(
  finder: FaceFinder,
  classifier: EmotionClassifier,
  photo: Uint8Array,
): Promise<Sight> {
  const start = performance.now()
  const picture = await decodePhoto(photo)
  const decoded = performance.now()
  const detections = await finder.searchPhoto(picture)
  const { seen } = followFaces(NO_TRACKS, detections, { now: 0, searched: true })
  const found = performance.now()
  const { faces, quality } = await readFaces(classifier, picture, seen)
  const stages = { decode: decoded - start, find: found - decoded, classify: performance.now() - found }
  return { faces, quality, tracks: NO_TRACKS, stages }
}

async function readFaces(
  classifier: EmotionClassifier,
  picture: Picture,
  seen: Track[],
): Promise<{ faces: Face[]; quality: Quality }> {
  const faces: Face[] = []
  let clarity: Clarity | undefined
  for (const { id, detection } of seen) {
    const { probabilities, aligned } = await classifier.classify(picture, detection.keypoints)
    // The first face is the largest; the next one overwrites the aligned picture.
    clarity ??= clarityOfFace(aligned)
    faces.push(toFace(id, detection, probabilities))
  }
  const faceSize = Math.min(1, seen[0]?.detection.height ?? 0)
  return { faces, quality: { ...(clarity ?? clarityOfPicture(picture)), faceSize } }
}

function toFace(id: number, detection: Detection, probabilities: Probabilities): Face {
  const confidence = probabilities[dominantEmotion(probabilities)]
  return { id, box: boxInside(detection), probabilities, ...affectOf(probabilities), confidence }
}

/** The part of a face's box that lies inside the picture. */
function boxInside({ x, y, width, height }: Detection): Box {
  const inside = (share: number) => Math.min(1, Math.max(0, share))
  const left = inside(x)
  const top = inside(y)
  return [left, top, inside(x + width) - left, inside(y + height) - top]
}
