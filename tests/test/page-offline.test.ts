import { ensureChromium } from '@mooddj/dj/chromium'
import { launchChromium } from '@mooddj/dj/quiet-chromium'
import { waitUntil } from '@mooddj/dj/wait'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { type LonelyPage, openLonelyPage } from './lonely-page.ts'
import { PATIENCE_MS, SIZES, visit } from './visitor.ts'
import { wordsIn } from './words.ts'

let server: LonelyPage
let browser: Browser
before(async () => {
  ;[server, browser] = await Promise.all([openLonelyPage(), launchChromium()])
})
after(async () => {
  await browser?.close()
  await server?.close()
})

/** Resolves when the service worker has taken over and kept a view for lost connections that has these words. */
async function kept(page: Page, words: string): Promise<void> {
  const isKept = () =>
    page.evaluate(async (wanted) => {
      const offline = await caches.match('/offline')
      const isInCharge = navigator.serviceWorker.controller?.state === 'activated'
      return isInCharge && offline !== undefined && (await offline.text()).includes(wanted)
    }, words)
  assert.ok(await waitUntil(isKept, PATIENCE_MS), `${words} is kept`)
}

for (const [language, locale] of [
  ['en', 'en-GB'],
  ['ar', 'ar'],
] as const) {
  test(`while the server is dead a reload says so (${language}), and the page comes back with the server by itself`, async () => {
    const words = wordsIn(language)
    const { context, page } = await visit(browser, SIZES.phone, { locale })
    await page.goto(`${server.origin}/library`)
    await kept(page, words('offline.title'))
    await server.kill()
    try {
      await page.reload()
      await page.getByRole('heading', { name: words('offline.title') }).waitFor()
      assert.equal(new URL(page.url()).pathname, '/library')
      assert.equal(await page.locator('html').getAttribute('lang'), language)
      await page.getByRole('button', { name: words('offline.again') }).click()
      await page.getByRole('heading', { name: words('offline.title') }).waitFor()
    } finally {
      await server.start()
    }
    await page.getByRole('heading', { name: words('shell.library') }).waitFor()
    await context.close()
  })
}

test('a change of language or look reaches the view that is kept for later', async () => {
  const { context, page } = await visit(browser, SIZES.phone)
  await page.goto(server.origin)
  await kept(page, wordsIn('en')('offline.title'))
  await page.getByRole('button', { name: 'العربية' }).click()
  await kept(page, wordsIn('ar')('offline.title'))
  await page.getByRole('button', { name: wordsIn('ar')('shell.toLight') }).click()
  await kept(page, 'data-theme="light"')
  await context.close()
})

test('only files that never change and the view for lost connections are kept, nothing of the API and no page', async () => {
  const { context, page } = await visit(browser, SIZES.phone)
  await page.goto(`${server.origin}/account`)
  await kept(page, wordsIn('en')('offline.title'))
  await page.evaluate(() => fetch('/v1/auth/me'))
  const paths = await page.evaluate(async () => {
    const names = await caches.keys()
    const caches_ = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return caches_.flat().map(({ url }) => new URL(url).pathname)
  })
  assert.ok(paths.length > 5, paths.join(' '))
  assert.deepEqual(
    paths.filter((path) => !/^\/(_next\/static\/|icons\/|icon\.svg$|offline$)/.test(path)),
    [],
  )
  await context.close()
})

test('the page can be installed: Chromium finds nothing missing, and every icon is what the manifest says', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'mooddj-profile-'))
  const options = { executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu'] }
  const context = await chromium.launchPersistentContext(profile, options)
  try {
    const page = await context.newPage()
    await page.goto(`${server.origin}/dj`)
    const tools = await context.newCDPSession(page)
    const { data, errors } = await tools.send('Page.getAppManifest')
    assert.deepEqual(errors, [])
    const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors')
    assert.deepEqual(installabilityErrors, [])
    const { icons } = JSON.parse(data ?? '{}')
    assert.ok(icons.some(({ purpose }: { purpose?: string }) => purpose === 'maskable'))
    for (const { src, sizes } of icons) {
      const { format, width, height } = await sharp(
        await (await fetch(new URL(src, server.origin))).bytes(),
      ).metadata()
      assert.equal(sizes, format === 'svg' ? 'any' : `${width}x${height}`, src)
    }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
})
