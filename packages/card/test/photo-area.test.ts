import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FaceBox, photoArea, PHOTO_FRAMES } from '../src/photo-area.ts'

const SIZES = [
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
  { width: 1, height: 1 },
  { width: 3000, height: 8 },
]
const FACES: (FaceBox | undefined)[] = [
  undefined,
  [0.4, 0.3, 0.2, 0.4],
  [0, 0, 0.02, 0.02],
  [0.95, 0.95, 0.05, 0.05],
  [0, 0, 1, 1],
]

test('what is shown lies in the photo and has the frame’s shape, wherever the face is', () => {
  for (const frame of [PHOTO_FRAMES.neon, PHOTO_FRAMES.glass]) {
    for (const size of SIZES) {
      for (const face of FACES) {
        const { x, y, width, height } = photoArea(size, frame, face)
        const where = `${JSON.stringify(size)} ${String(face)}`
        assert.ok(x >= 0 && y >= 0 && width > 0 && height > 0, where)
        assert.ok(x + width <= size.width + 1e-9 && y + height <= size.height + 1e-9, where)
        assert.ok(Math.abs(width / height - frame.width / frame.height) < 1e-9, where)
      }
    }
  }
})

test('a face is shown whole and about half as high as the frame, a little above its middle', () => {
  const size = { width: 1920, height: 1080 }
  const face = [0.7, 0.4, 0.1, 0.25] as const
  const area = photoArea(size, PHOTO_FRAMES.neon, face)
  const share = (face[3] * size.height) / area.height
  assert.ok(share > 0.4 && share < 0.55, `it takes ${share}`)
  const middle = ((face[1] + face[3] / 2) * size.height - area.y) / area.height
  assert.ok(middle > 0.4 && middle < 0.5, `it stands at ${middle}`)
  const left = (face[0] * size.width - area.x) / area.width
  assert.ok(left > 0 && left + (face[2] * size.width) / area.width < 1)
})

test('without a face the middle is shown, as much of it as fits', () => {
  assert.deepEqual(photoArea({ width: 1000, height: 500 }, { width: 10, height: 10 }), {
    x: 250,
    y: 0,
    width: 500,
    height: 500,
  })
})
