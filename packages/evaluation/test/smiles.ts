import assert from 'node:assert/strict'
import { root } from '@mooddj/dj/places'
import type { Detection } from '@mooddj/inference/face-detector'
import { openFaceFinder } from '@mooddj/inference/find-faces'
import { chooseModels, readManifest } from '@mooddj/inference/manifest'
import type { Picture } from '@mooddj/inference/picture'
import { FIXTURE_PHOTOS, readFixturePhoto } from '@mooddj/testkit/fixture-photos'
import { type Image, createCanvas, loadImage } from '@napi-rs/canvas'

/** The smile's surroundings in a fixture photo, `sides` sides of the detector's box wide, 224 pixels, as a JPEG. */
function cutOut(image: Image, face: Detection, sides: number): Buffer {
  const side = face.width * image.width * sides
  const left = (face.x + face.width / 2) * image.width - side / 2
  const top = (face.y + face.height / 2) * image.height - side / 2
  const canvas = createCanvas(224, 224)
  canvas.getContext('2d').drawImage(image, left, top, side, side, 0, 0, 224, 224)
  return canvas.toBuffer('image/jpeg')
}

/**
 * Every smile of the fixture photos, once as the face alone and once with what is round it, under one name.
 */
export async function cutSmiles(): Promise<{ crops: Map<string, Buffer>; photos: Map<string, Buffer> }> {
  const finder = await openFaceFinder(root, chooseModels(await readManifest(root)))
  const crops = new Map<string, Buffer>()
  const photos = new Map<string, Buffer>()
  for (const [photo, { smiles: centres }] of FIXTURE_PHOTOS.entries()) {
    if (centres.length === 0) continue
    const image = await loadImage(readFixturePhoto(photo))
    const faces = await finder.searchPhoto(pictureOf(image))
    for (const [index, [x, y]] of centres.entries()) {
      const face = faces.find(
        (box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height,
      )
      assert.ok(face, 'the detector finds the smile')
      const name = `smile-${photo}-${index}.jpg`
      crops.set(name, cutOut(image, face, 1.05))
      photos.set(name, cutOut(image, face, 2))
    }
  }
  return { crops, photos }
}

function pictureOf(image: Image): Picture {
  const [width, height] = [640, Math.round((640 * image.height) / image.width)]
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, pixels: Uint8Array.from(data).filter((_, index) => index % 4 !== 3) }
}
