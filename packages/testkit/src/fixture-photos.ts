import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A photograph of people that the author of face-api put beside it (MIT), for tests that want real faces. */
export interface FixturePhoto {
  /** A JPEG of 1920 × 1280 to 1537 pixels. */
  readonly path: string
  /** How many faces a person counts in it. */
  readonly faces: number
  /** Centres of the faces that laugh or smile with their teeth, in shares of width and height. */
  readonly smiles: readonly (readonly [x: number, y: number])[]
}

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
)

const photo = (number: number, faces: number, smiles: FixturePhoto['smiles']): FixturePhoto => ({
  path: join(folder, `sample${number}.jpg`),
  faces,
  smiles,
})

/** All six, 22 faces together. */
export const FIXTURE_PHOTOS: readonly FixturePhoto[] = [
  photo(1, 3, [[0.82, 0.26]]),
  photo(2, 3, []),
  photo(3, 3, [
    [0.61, 0.28],
    [0.83, 0.33],
  ]),
  photo(4, 4, [[0.71, 0.2]]),
  photo(5, 5, []),
  photo(6, 4, [[0.4, 0.32]]),
]

/** The bytes of the photo with this place in {@link FIXTURE_PHOTOS}. */
export function readFixturePhoto(index: number): Buffer {
  const found = FIXTURE_PHOTOS[index]
  if (found === undefined) throw new RangeError('there are six fixture photos')
  return readFileSync(found.path)
}
