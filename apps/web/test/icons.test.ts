import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { drawIcon, ICONS, WEB_FOLDER } from '../icons/icons.ts'

/** Of 255, on average over all pixels: less than any change that can be seen, more than another version of the drawing library makes. */
const MOST_DIFFERENCE = 2

for (const [path, icon] of Object.entries(ICONS)) {
  test(`${path} is what icon.svg draws`, async () => {
    const [kept, drawn] = await Promise.all(
      [join(WEB_FOLDER, path), await drawIcon(icon)].map((picture) =>
        sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true }),
      ),
    )
    assert.ok(kept && drawn)
    assert.deepEqual([kept.info.width, kept.info.height], [icon.size, icon.size])
    const difference = kept.data.reduce((sum, value, at) => sum + Math.abs(value - (drawn.data[at] ?? 0)), 0)
    assert.ok(difference / kept.data.length < MOST_DIFFERENCE)
    if (icon.isMaskable) assert.ok((await sharp(kept.data, { raw: kept.info }).stats()).isOpaque)
  })
}
