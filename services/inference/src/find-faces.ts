import { type Detection, type FaceDetector, openFaceDetector } from './face-detector.ts'
import type { ModelChoice } from './manifest.ts'
import { overlapOf } from './merge-overlapping.ts'
import { type GrayPicture, type Picture, grayOf } from './picture.ts'
import { type Square, squareAround } from './square-view.ts'

/** A picture with and without its colours. */
export interface Views {
  colour: Picture
  gray: GrayPicture
}

/** Finds faces; the largest is given first. */
export interface FaceFinder {
  /** Every face of a picture that nothing is known about. */
  searchPhoto(picture: Picture): Promise<Detection[]>
  /** Every face of a camera's picture. */
  search(views: Views): Promise<Detection[]>
  /** The faces that were near `expected` a moment ago; undefined when there are none or one is not there any more. */
  look(picture: GrayPicture, expected: readonly Detection[]): Promise<Detection[] | undefined>
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
export const SURE_SCORE = 0.65
/** Two looks at neighbouring faces found the same one. */
const DOUBLED = 0.5

/**
 * Finds faces with two detectors: the fine one searches the whole picture in colours, of which it misses faces without them; the cheap one
 * looks again at each face from near, where it is as sure as the other and places the keypoints alike in every frame. It sees no
 * colours: it loses fewer faces so (decision 019), and most frames need never be decoded with them.
 */
export async function openFaceFinder(
  root: string,
  { search, follow }: Pick<ModelChoice, 'search' | 'follow'>,
): Promise<FaceFinder> {
  const whole = await openFaceDetector(root, search)
  const near = await openFaceDetector(root, follow)

  const refineAll = async (picture: GrayPicture, detections: Detection[]) => {
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
      return refineAll(grayOf(picture), [...bordered, ...missed])
    },
    async search({ colour, gray }) {
      return refineAll(gray, await whole.detect(colour, squareAround(colour, SEARCH_BORDER)))
    },
    async look(picture, expected) {
      const found: Detection[] = []
      for (const detection of expected) {
        const again = await lookAgain(near, picture, detection)
        if (!again) return undefined
        found.push(again)
      }
      // Two that found the same one are one too few.
      const single = withoutDoubles(found)
      return single.length > 0 && single.length === expected.length ? single : undefined
    },
  }
}

/** The surest sight of `detection`’s face from near; undefined when it is not there or hardly a face. */
async function lookAgain(
  near: FaceDetector,
  picture: GrayPicture,
  detection: Detection,
): Promise<Detection | undefined> {
  const candidates = await near.detect(picture, squareRound(detection, picture))
  return candidates
    .map((candidate) => ({ candidate, overlap: overlapOf(candidate, detection) }))
    .filter(({ candidate, overlap }) => overlap > 0 && candidate.score >= SURE_SCORE)
    .toSorted((a, b) => b.overlap - a.overlap)
    .at(0)?.candidate
}

function squareRound({ x, y, width, height }: Detection, picture: GrayPicture): Square {
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
