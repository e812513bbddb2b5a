import jsqr from 'jsqr'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import sharp from 'sharp'

/** What a card's code says, read by an independent reader from the picture at an address of the page. */
export async function readCode(page: Page, address: string): Promise<string> {
  const bytes = await page.evaluate(
    async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())],
    address,
  )
  const { data, info } = await sharp(Buffer.from(bytes))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const code = jsqr.default(new Uint8ClampedArray(data), info.width, info.height)
  assert.ok(code !== null, 'the card has a code that can be read')
  return code.data
}
