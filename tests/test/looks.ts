import { dataFolder, root } from '@mooddj/dj/places'
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pixelmatch from 'pixelmatch'
import sharp from 'sharp'

/** Where the pictures are that every view is held against. */
const KEPT = join(root, 'tests/looks')
/** What two pixels may differ by, from 0 to 1, and how many of a picture's may differ more: anti-aliasing is not counted at all. */
const TOLERANCE = { pixel: 0.12, share: 0.0005 } as const
/** How long a view may take to come to look as it should, milliseconds: what paints last says nothing when it has, and does so late on a busy machine. */
const ARRIVES_WITHIN_MS = 10_000
/** A picture that is to be kept is taken again after this long, milliseconds, until nothing changes any more. */
const REST_MS = 2_000
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
 * Holds a view against the picture of that name in `tests/looks`: it has to come to look like it. Where it does not, expected, actual
 * and difference are left in the data folder and the message says so.
 * @param takePicture gives the view as it is now (PNG)
 */
export async function compareLook(name: string, takePicture: () => Promise<Buffer>): Promise<void> {
  const file = join(KEPT, `${name}.webp`)
  if (looksWish === 'accept') {
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(file, await asKept(await takeAtRest(takePicture)))
    return
  }
  const left = join(dataFolder(), 'looks', name)
  rmSync(left, { recursive: true, force: true })
  const accept = './dj looks accept takes the new look; commit the pictures with the change'
  assert.ok(existsSync(file), `there is no picture of ${name} in tests/looks: ${accept}`)
  const expected = readFileSync(file)
  const giveUpAt = performance.now() + ARRIVES_WITHIN_MS
  for (;;) {
    const actual = await takePicture()
    const { differing, difference } = await compare(expected, await asKept(actual))
    if (differing <= TOLERANCE.share) return
    if (performance.now() < giveUpAt) continue
    mkdirSync(left, { recursive: true })
    await sharp(expected).png().toFile(join(left, 'expected.png'))
    writeFileSync(join(left, 'actual.png'), actual)
    if (difference !== undefined) writeFileSync(join(left, 'difference.png'), difference)
    const share = (differing * 100).toFixed(2)
    assert.fail(
      `${name} looks different (${share} % of its pixels): see ${left}. If that is meant, ${accept}.`,
    )
  }
}

/** The first picture that is the same as the one before it. */
async function takeAtRest(takePicture: () => Promise<Buffer>): Promise<Buffer> {
  let before = await takePicture()
  for (const giveUpAt = performance.now() + ARRIVES_WITHIN_MS; performance.now() < giveUpAt;) {
    await wait(REST_MS)
    const picture = await takePicture()
    if (picture.equals(before)) return picture
    before = picture
  }
  return before
}

function asKept(picture: Buffer): Promise<Buffer> {
  return sharp(picture).webp(WEBP).toBuffer()
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
