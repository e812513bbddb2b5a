import { launchChromium } from '@mooddj/dj/quiet-chromium'
import { freePort } from '@mooddj/dj/ports'
import lighthouse from 'lighthouse'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Response } from 'playwright-core'
import { type FixedContent, fixContent } from './fixed-content.ts'
import { type House, openHouse } from './house.ts'
import { SIZES, visit } from './visitor.ts'

/** Bytes after gzip, before the page has loaded. */
const MOST_SCRIPT = 180 * 1024

let house: House
let content: FixedContent
let browser: Browser
let port: number
before(async () => {
  port = await freePort()
  house = await openHouse()
  ;[content, browser] = await Promise.all([
    fixContent(house),
    launchChromium([`--remote-debugging-port=${port}`]),
  ])
})
after(async () => {
  await browser?.close()
  await house?.close()
})

test('the landing page needs no more than 180 KB of JavaScript (gzip) to load', async (t) => {
  const { context, page } = await visit(browser, SIZES.phone, { serviceWorkers: 'block' })
  const bodies: Promise<Buffer>[] = []
  const weighScript = (response: Response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  }
  page.on('response', weighScript)
  await page.goto(house.page, { waitUntil: 'load' })
  // What is fetched later is not part of the first load, and may not be there any more when it is asked for.
  page.off('response', weighScript)
  const scripts = await Promise.all(bodies)
  const inline = await page.locator('script:not([src])').allTextContents()
  const weigh = (parts: readonly (Buffer | string)[]) =>
    parts.reduce((sum, part) => sum + gzipSync(part).length, 0)
  const weight = weigh(scripts)
  t.diagnostic(
    `${(weight / 1024).toFixed(1)} KB in ${scripts.length} files, and ${(weigh(inline) / 1024).toFixed(1)} KB within the page`,
  )
  assert.ok(scripts.length > 0)
  assert.ok(weight <= MOST_SCRIPT, `${weight} bytes`)
  await context.close()
})

for (const name of ['landing', 'dj', 'library', 'account', 'shared playlist'] as const) {
  test(`Lighthouse gives the ${name} 100 for accessibility and 100 for best practices`, async () => {
    const paths = { landing: '/', dj: '/dj', library: '/library', account: '/account' }
    const path = name === 'shared playlist' ? content.sharePath : paths[name]
    const result = await lighthouse(
      new URL(path, house.page).href,
      { port, logLevel: 'error', disableFullPageScreenshot: true },
      { extends: 'lighthouse:default', settings: { onlyCategories: ['accessibility', 'best-practices'] } },
    )
    assert.ok(result)
    const { categories, audits, runtimeError } = result.lhr
    const missed = Object.values(audits).filter(({ score }) => score !== null && score < 1)
    const lines = missed.map(({ id, title, details }) => `${id} (${title}): ${JSON.stringify(details)}`)
    assert.equal(runtimeError, undefined)
    assert.deepEqual(
      [categories['accessibility']?.score, categories['best-practices']?.score],
      [1, 1],
      lines.join('\n'),
    )
  })
}
