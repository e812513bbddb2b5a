import type { DetectEntry } from './manifest.ts'
import { sideOf } from './model-input.ts'
import { openModel } from './model-session.ts'
import type { GrayPicture, Picture, Point } from './picture.ts'
import { type Square, createSquareView } from './square-view.ts'
import { mergeOverlapping } from './merge-overlapping.ts'

/** A face as the detector saw it. Everything is in shares of the picture's width and height and may reach beyond 0..1. */
export interface Detection {
  x: number
  y: number
  width: number
  height: number
  /** The picture's left eye, its right eye, the nose's tip, the mouth's centre, the left ear, the right ear. */
  keypoints: Point[]
  /** 0 to 1. */
  score: number
}

export interface FaceDetector {
  /** Every face inside `square`, best first. */
  detect(picture: Picture | GrayPicture, square: Square): Promise<Detection[]>
}

/** A score of 0.5. */
const LOGIT_THRESHOLD = 0
const KEYPOINTS = 6
/** Box and keypoints of one anchor: x, y, width, height, then x and y of each keypoint. */
const NUMBERS_PER_ANCHOR = 4 + 2 * KEYPOINTS

/**
 * BlazeFace (Bazarevsky et al. 2019): a single-shot detector with anchors on two square grids. Each grid has two outputs, scores
 * before the sigmoid and boxes in input pixels relative to their anchor; the manifest names the scores of both grids first.
 */
export async function openFaceDetector(root: string, entry: DetectEntry): Promise<FaceDetector> {
  const model = await openModel(root, entry)
  const view = createSquareView(entry.input)
  const size = sideOf(entry.input)
  return {
    async detect(picture, square) {
      view(picture, square, model.input)
      const found = readAnchors(await model.run(), size)
      return mergeOverlapping(found).map((detection) => inShares(detection, picture, square))
    },
  }
}

/** The grids' cells per row, the finer grid first, with the number of anchors in each cell. */
const GRIDS = [
  { cells: 16, anchors: 2 },
  { cells: 8, anchors: 6 },
] as const

/** The anchors above the threshold, in shares of the square that the network saw. */
function readAnchors(outputs: Float32Array[], size: number): Detection[] {
  const found: Detection[] = []
  for (const [index, { cells, anchors }] of GRIDS.entries()) {
    const scores = outputs[index]
    const boxes = outputs[GRIDS.length + index]
    if (
      !scores ||
      scores.length !== cells * cells * anchors ||
      boxes?.length !== scores.length * NUMBERS_PER_ANCHOR
    ) {
      throw new Error('the detector has other outputs than BlazeFace')
    }
    for (let anchor = 0; anchor < scores.length; anchor++) {
      const logit = scores[anchor] ?? Number.NEGATIVE_INFINITY
      if (logit < LOGIT_THRESHOLD) continue
      const score = 1 / (1 + Math.exp(-logit))
      const cell = Math.floor(anchor / anchors)
      const centre = { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells }
      const numbers = boxes.subarray(anchor * NUMBERS_PER_ANCHOR, (anchor + 1) * NUMBERS_PER_ANCHOR)
      found.push(readAnchor(numbers, centre, size, score))
    }
  }
  return found
}

function readAnchor(numbers: Float32Array, anchor: Point, size: number, score: number): Detection {
  const at = (index: number) => (numbers[index] ?? 0) / size
  const width = at(2)
  const height = at(3)
  const keypoints = Array.from({ length: KEYPOINTS }, (_, index) => ({
    x: anchor.x + at(4 + 2 * index),
    y: anchor.y + at(5 + 2 * index),
  }))
  return {
    x: anchor.x + at(0) - width / 2,
    y: anchor.y + at(1) - height / 2,
    width,
    height,
    keypoints,
    score,
  }
}

function inShares(
  detection: Detection,
  { width, height }: Pick<Picture, 'width' | 'height'>,
  square: Square,
): Detection {
  const x = (share: number) => (square.x + share * square.side) / width
  const y = (share: number) => (square.y + share * square.side) / height
  return {
    x: x(detection.x),
    y: y(detection.y),
    width: (detection.width * square.side) / width,
    height: (detection.height * square.side) / height,
    keypoints: detection.keypoints.map((point) => ({ x: x(point.x), y: y(point.y) })),
    score: detection.score,
  }
}
