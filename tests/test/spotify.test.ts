import { findChromium } from '@mooddj/dj/chromium'
import { createListener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type House, openHouse } from './house.ts'

const PATIENCE_MS = 30_000
const NARROWEST = { width: 320, height: 800 }
/** With MOODDJ_SCREENSHOTS set to a folder, the journey leaves its pictures there. */
const screenshots = process.env['MOODDJ_SCREENSHOTS']

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ LOG_LEVEL: 'trace' }, ['--fake-spotify'])
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium here: ./dj test installs it')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
})
after(async () => {
  await browser?.close()
  await house?.close()
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** A new guest on the account page. */
const visit = async () => {
  const page = await (await browser.newContext({ viewport: NARROWEST })).newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(`${house.page}/dj`)
  await page.getByRole('dialog', { name: 'Before the camera opens' }).waitFor()
  await page.goto(`${house.page}/account`)
  return { page, complaints }
}
const said = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Spotify' }).getByText(words).waitFor()

/** Sees that nothing makes the page scroll sideways, and takes its picture where pictures are wanted. */
const look = async (page: Page, name: string) => {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(width <= NARROWEST.width, `${name} is ${width} pixels wide`)
  if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${name}.png`) })
}

test('a person clicks through: links, sees it, and unlinks; the page says that it is made up', async () => {
  const { page, complaints } = await visit()
  await said(page, /made-up Spotify on this machine/)
  await press(page, 'Link Spotify')
  await page.getByText('This is a made-up Spotify.').waitFor()
  await look(page, 'spotify-asks')
  await press(page, 'Refuse')
  await said(page, /You said no at Spotify/)
  await press(page, 'Link Spotify')
  await press(page, 'Allow')
  await said(page, 'Spotify is linked.')
  await said(page, /^Linked on/)
  assert.equal(new URL(page.url()).search, '')
  await look(page, 'spotify-linked')
  await page.reload()
  await said(page, /^Linked on/)
  assert.equal(await page.getByText('Spotify is linked.').count(), 0)
  await press(page, 'Unlink Spotify')
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink Spotify' }).click()
  await page.getByRole('button', { name: 'Link Spotify', exact: true }).waitFor()
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('whoever comes back in another browser is told so, and nothing is linked', async () => {
  const listener = await createListener(house.gateway)
  const begun = await listener.call('POST', '/v1/spotify/link')
  assert.equal(begun.status, 200)
  const { authorizeUrl }: { authorizeUrl: string } = JSON.parse(begun.text)
  const { page } = await visit()
  await page.goto(authorizeUrl)
  await press(page, 'Allow')
  await said(page, /begun in another browser/)
  assert.equal(JSON.parse((await listener.call('GET', '/v1/spotify/link')).text).state, 'none')
  await page.context().close()
})

test('no token, code or proof of Spotify stands in any log, however much is logged', async () => {
  const logs = globSync('logs/**/*', { cwd: house.data, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const texts = logs.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  assert.ok(texts.some((text) => text.includes('back from Spotify')))
  const secrets = /fake-(access|refresh|code)-|code_verifier|code_challenge|mooddj_spotify_link|[?&]state=/
  for (const [index, text] of texts.entries()) assert.doesNotMatch(text, secrets, logs[index]?.name)
})
