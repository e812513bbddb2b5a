import { dataFolder, root } from '@mooddj/dj/places'
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import sharp from 'sharp'

/** Where the pictures are that every view is held against. */
const KEPT = join(root, 'tests/looks')
/** What two pixels may differ by, from 0 to 1, and how many of a picture's may differ more: anti-aliasing is not counted at all. */
const TOLERANCE = { pixel: 0.12, share: 0.0005 } as const
/** Both pictures have gone through this when they are compared, so that what it takes away counts for nothing. */
const WEBP = { quality: 82, effort: 5 } as const

/** What `./dj looks` asks for: only pictures; `accept` makes what is seen what is expected. Undefined in the whole suite. */
export const looksWish = process.env['MOODDJ_LOOKS']

/** The names of all kept pictures. */
export function keptLooks(): string[] {
  return existsSync(KEPT) ? readdirSync(KEPT).map((file) => file.replace('.webp', '')) : []
}

/** Forgets all kept pictures. */
export function forgetLooks(): void {
  rmSync(KEPT, { recursive: true, force: true })
}

/**
 * Holds a screenshot (PNG) against the picture of that name in `tests/looks`. Where they differ, expected, actual and difference are
 * left in the data folder and the message says so.
 */
export async function compareLook(name: string, screenshot: Buffer): Promise<void> {
  const file = join(KEPT, `${name}.webp`)
  const actual = await sharp(screenshot).webp(WEBP).toBuffer()
  if (looksWish === 'accept') {
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(file, actual)
    return
  }
  const left = join(dataFolder(), 'looks', name)
  rmSync(left, { recursive: true, force: true })
  const accept = './dj looks accept takes the new look; commit the pictures with the change'
  assert.ok(existsSync(file), `there is no picture of ${name} in tests/looks: ${accept}`)
  const expected = readFileSync(file)
  const { differing, difference } = await compare(expected, actual)
  if (differing <= TOLERANCE.share) return
  mkdirSync(left, { recursive: true })
  await sharp(expected).png().toFile(join(left, 'expected.png'))
  writeFileSync(join(left, 'actual.png'), screenshot)
  if (difference !== undefined) writeFileSync(join(left, 'difference.png'), difference)
  const share = (differing * 100).toFixed(2)
  assert.fail(`${name} looks different (${share} % of its pixels): see ${left}. If that is meant, ${accept}.`)
}

/** The share of pixels that differ, and a picture of where; all of them where the sizes do. */
async function compare(
  expected: Buffer,
  actual: Buffer,
): Promise<{ differing: number; difference?: Buffer }> {
  const [one, other] = await Promise.all(
    [expected, actual].map((picture) =>
      sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true }),
    ),
  )
  if (one === undefined || other === undefined) throw new Error('two pictures were read')
  const { width, height } = one.info
  if (width !== other.info.width || height !== other.info.height) return { differing: 1 }
  const painted = Buffer.alloc(width * height * 4)
  const count = pixelmatch(one.data, other.data, painted, width, height, { threshold: TOLERANCE.pixel })
  const difference = await sharp(painted, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
  return { differing: count / (width * height), difference }
}
