import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import sharp from 'sharp'

/** Where one person stands in the photos that come with face-api: photo number, then left and top of 600 × 450 pixels. */
const PEOPLE = [
  [1, 1290, 90],
  [3, 870, 160],
  [3, 1290, 220],
  [4, 1060, 50],
  [6, 470, 190],
] as const
const VIEW = { width: 600, height: 450 }
/** How far the view moves from frame to frame, pixels of the photo: a person before a camera never sits quite still. */
const SWAY = [0, 4, 8, 12, 16, 12, 8, 4]
const WIDTH = 480

/**
 * Camera frames to send in a circle: JPEGs, 4:3, one list a person, whose picture sways a little from one to the next.
 */
export function makeFaces(width = WIDTH): Promise<Uint8Array[][]> {
  const folder = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'))
  return Promise.all(
    PEOPLE.map(async ([photo, left, top]) => {
      // From memory, because whoever runs the service's decoder has confined it to that.
      const picture = await sharp(await readFile(join(folder, 'demo', `sample${photo}.jpg`)))
        .raw()
        .toBuffer({ resolveWithObject: true })
      const { channels } = picture.info
      const raw = { width: picture.info.width, height: picture.info.height, channels }
      return Promise.all(
        SWAY.map(async (sway) =>
          sharp(picture.data, { raw })
            .extract({ left: left + sway, top, ...VIEW })
            .resize({ width, height: (width * VIEW.height) / VIEW.width, fit: 'fill' })
            .jpeg({ quality: 75 })
            .toBuffer(),
        ),
      )
    }),
  )
}
