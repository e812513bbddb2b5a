import { type Detection, type FaceDetector, openFaceDetector } from './face-detector.ts'
import type { ModelChoice } from './manifest.ts'
import { overlapOf } from './merge-overlapping.ts'
import type { Picture } from './picture.ts'
import { type Square, squareAround } from './square-view.ts'

/** Faces, largest first, and whether the whole picture was searched for them. */
export interface Found {
  detections: Detection[]
  searched: boolean
}

export interface FaceFinder {
  /** Every face of a picture that nothing is known about. */
  searchPhoto(picture: Picture): Promise<Detection[]>
  /** The faces that were near `expected` a moment ago; searches when asked to, when none is expected or when one is not there any more. */
  follow(picture: Picture, expected: Detection[], search: boolean): Promise<Found>
}

/** The search sees this much black on every edge: faces that fill the picture are missed without it (models.md, decision 004). */
const SEARCH_BORDER = 0.25
/** The side of the square in which a face is followed, in sides of the face. */
const FOLLOW_SIDES = 2
/** Each face costs a run of two networks: a crowd's smallest faces are left out. */
const MOST_FACES = 10
/**
 * A face seen from near scores at least 0.68 (141 faces measured), and what is no face seldom 0.65: below, a search decides.
 */
const SURE_FROM_NEAR = 0.65
/** Two looks at neighbouring faces found the same one. */
const DOUBLED = 0.5

/**
 * Finds faces with two detectors: the fine one searches the whole picture, the cheap one looks again at each face from near, where it
 * is as sure as the other and places the keypoints alike in every frame.
 */
export async function openFaceFinder(
  root: string,
  { search, follow }: Pick<ModelChoice, 'search' | 'follow'>,
): Promise<FaceFinder> {
  const whole = await openFaceDetector(root, search)
  const near = await openFaceDetector(root, follow)

  const refineAll = async (picture: Picture, detections: Detection[]) => {
    const refined: Detection[] = []
    for (const detection of largestFirst(detections)) {
      refined.push((await lookAgain(near, picture, detection)) ?? detection)
    }
    return withoutDoubles(refined)
  }

  return {
    async searchPhoto(picture) {
      const bordered = await whole.detect(picture, squareAround(picture, SEARCH_BORDER))
      const full = await whole.detect(picture, squareAround(picture, 0))
      // Without the border small faces are larger, but a face that fills the picture becomes several.
      const missed = full.filter((detection) => bordered.every((other) => overlapOf(other, detection) === 0))
      return refineAll(picture, [...bordered, ...missed])
    },
    async follow(picture, expected, search) {
      if (!search && expected.length > 0) {
        const followed = await followAll(near, picture, expected)
        if (followed) return { detections: followed, searched: false }
      }
      const found = await whole.detect(picture, squareAround(picture, SEARCH_BORDER))
      return { detections: await refineAll(picture, found), searched: true }
    },
  }
}

/** Undefined as soon as one of the faces is not where it was, or is a neighbour's. */
async function followAll(
  near: FaceDetector,
  picture: Picture,
  expected: Detection[],
): Promise<Detection[] | undefined> {
  const followed: Detection[] = []
  for (const detection of expected) {
    const again = await lookAgain(near, picture, detection)
    if (!again) return undefined
    followed.push(again)
  }
  const single = withoutDoubles(followed)
  return single.length === expected.length ? single : undefined
}

/** The surest sight of `detection`’s face from near; undefined when it is not there or hardly a face. */
async function lookAgain(
  near: FaceDetector,
  picture: Picture,
  detection: Detection,
): Promise<Detection | undefined> {
  const candidates = await near.detect(picture, squareRound(detection, picture))
  return candidates
    .map((candidate) => ({ candidate, overlap: overlapOf(candidate, detection) }))
    .filter(({ candidate, overlap }) => overlap > 0 && candidate.score >= SURE_FROM_NEAR)
    .toSorted((a, b) => b.overlap - a.overlap)
    .at(0)?.candidate
}

function squareRound({ x, y, width, height }: Detection, picture: Picture): Square {
  const side = FOLLOW_SIDES * Math.max(width * picture.width, height * picture.height)
  return {
    x: (x + width / 2) * picture.width - side / 2,
    y: (y + height / 2) * picture.height - side / 2,
    side,
  }
}

function largestFirst(detections: Detection[]): Detection[] {
  return detections.toSorted((a, b) => b.width * b.height - a.width * a.height).slice(0, MOST_FACES)
}

function withoutDoubles(detections: Detection[]): Detection[] {
  const kept: Detection[] = []
  for (const detection of detections) {
    if (!kept.some((other) => overlapOf(other, detection) > DOUBLED)) kept.push(detection)
  }
  return largestFirst(kept)
}
