import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'

const require = createRequire(import.meta.url)
const demo = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo')

/** Where one widely smiling face, and no other, stands in the first fixture photo. */
const SMILE = { left: 1290, top: 90, width: 600, height: 450 }

/** A camera picture (480×360 JPEG) of one widely smiling face. */
export function smilingFrame(): Promise<Buffer> {
  return cameraFrame((photo) => photo.extract(SMILE))
}

/** The same scene with the light almost off. */
export function darkFrame(): Promise<Buffer> {
  return cameraFrame((photo) => photo.extract(SMILE).linear(0.06, 0))
}

/** A camera picture with nobody in it. */
export function emptyFrame(): Promise<Buffer> {
  return sharp({ create: { width: 480, height: 360, channels: 3, background: '#9a9186' } })
    .jpeg({ quality: 75 })
    .toBuffer()
}

/** A camera picture of several people. */
export function crowdFrame(): Promise<Buffer> {
  return cameraFrame((photo) => photo)
}

function cameraFrame(view: (photo: Sharp) => Sharp): Promise<Buffer> {
  const photo = sharp(readFileSync(join(demo, 'sample1.jpg')))
  return view(photo).resize(480, 360, { fit: 'cover' }).jpeg({ quality: 75 }).toBuffer()
}
