import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { makeFaces } from '@mooddj/dj/bench/faces'
import sharp from 'sharp'

const QUALITY = 75
/** How many faces a person counts in the six photos that come with face-api. */
const FACES = [3, 3, 3, 4, 5, 4]

/** Camera pictures of one face that sways a little, JPEG, 4:3, to be shown in a circle. */
export async function makeFrames(width: number): Promise<Uint8Array[]> {
  const [frames] = await makeFaces(width)
  if (frames === undefined) throw new Error('there is nobody to show')
  return frames
}

/** The six photos with their 22 faces as a camera of this width would see them. */
export async function makeCrowds(width: number): Promise<{ jpeg: Uint8Array; faces: number }[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'))
  return Promise.all(
    FACES.map(async (faces, index) => ({
      faces,
      jpeg: await sharp(await readFile(join(folder, 'demo', `sample${index + 1}.jpg`)))
        .resize({ width })
        .jpeg({ quality: QUALITY })
        .toBuffer(),
    })),
  )
}
