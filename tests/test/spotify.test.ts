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
/** Says what the music is to do, and asks for it. */
const compose = async (page: Page, aim: string) => {
  await page.getByRole('radio', { name: aim, exact: true }).click()
  await press(page, 'Make my playlist')
}
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
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Spotify' }).click()
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

/** A guest who linked, in the DJ's view, with a mood chosen by hand. */
const linkedVisit = async () => {
  const visited = await visit()
  const { page } = visited
  await press(page, 'Link Spotify')
  await press(page, 'Allow')
  await said(page, /^Linked on/)
  await page.goto(`${house.page}/dj`)
  await press(page, 'Choose my mood by hand')
  await page.getByRole('group', { name: 'Choose your mood' }).getByRole('button', { name: 'Sad' }).click()
  await page.getByText('Make it in Spotify').click()
  return visited
}
/** What is to go wrong at the made-up Spotify from now on. */
const breakSpotify = async (...faults: object[]) => {
  const fake = new URL(await fakeSpotifyUrl())
  const answer = await fetch(new URL('/faults', fake), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })
  assert.equal(answer.status, 204)
}
/** Where a listener would be sent to allow: the made-up Spotify's own origin. */
const fakeSpotifyUrl = async () => {
  const listener = await createListener(house.gateway)
  const { authorizeUrl }: { authorizeUrl: string } = JSON.parse(
    (await listener.call('POST', '/v1/spotify/link')).text,
  )
  return authorizeUrl
}

test('a person makes a playlist in Spotify and opens it there; its tracks do not play on the page', async () => {
  const { page, complaints } = await linkedVisit()
  await compose(page, 'Cheer Up')
  const panel = page.getByRole('region', { name: 'Spotify playlist' })
  await panel.getByText('These tracks play in Spotify').waitFor()
  await look(page, 'spotify-playlist')
  assert.equal(await page.getByRole('region', { name: 'Player' }).count(), 0)
  const names = await panel.getByRole('listitem').getByRole('link').allInnerTexts()
  assert.equal(names.length, 12)
  const opened = page.waitForEvent('popup')
  await panel.getByRole('link', { name: 'Open in Spotify' }).click()
  const spotify = await opened
  assert.deepEqual(
    (await spotify.getByRole('listitem').allInnerTexts()).map((text) => text.split(',')[0]),
    names,
  )
  const cover = spotify.getByRole('img', { name: 'Its cover' })
  const deadline = Date.now() + PATIENCE_MS
  // It is drawn after the listener was answered.
  while ((await cover.count()) === 0 && Date.now() < deadline) await spotify.reload()
  assert.equal(await cover.count(), 1)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('whatever goes wrong at Spotify, a person is told plainly and hears the built-in music', async () => {
  const { page, complaints } = await linkedVisit()
  for (const [faults, words] of [
    [[{ fault: { kind: 'rate-limit', retryAfterS: 30 }, path: '^/v1/' }], 'Spotify asked for a pause'],
    [[{ fault: { kind: 'server-error' }, path: '^/v1/' }], 'Spotify did not answer'],
    [[{ fault: { kind: 'drop' }, path: '^/v1/' }], 'Spotify did not answer'],
    [[{ fault: { kind: 'nonsense' }, path: '^/v1/' }], 'Spotify did not understand'],
    [[{ fault: { kind: 'forbidden' }, path: '^/v1/' }], 'Spotify did not allow'],
    [[{ fault: { kind: 'slow', ms: 9_000 }, path: '^/v1/' }], 'Spotify took too long'],
    [[{ fault: { kind: 'server-error' }, path: '/items$' }], 'Spotify did not answer'],
    [
      [
        { fault: { kind: 'unauthorised' }, path: '^/v1/' },
        { fault: { kind: 'invalid-grant' }, path: '^/api/token$' },
      ],
      'Spotify no longer lets',
    ],
  ] as const) {
    await breakSpotify(...faults)
    const answered = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/v1/playlists'),
    )
    await compose(page, 'Match Vibe')
    const answer = await answered
    assert.equal(answer.status(), 201)
    assert.match(await answer.text(), new RegExp(words))
    const notice = page.getByRole('status').filter({ hasText: 'built-in music' })
    await notice.filter({ hasText: words }).waitFor()
    await page.getByRole('region', { name: 'Player' }).getByRole('listitem').nth(11).waitFor()
  }
  await look(page, 'spotify-stand-in')
  await breakSpotify()
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('once the day’s calls are used up, everybody is told so and hears the built-in music', async () => {
  const { page } = await linkedVisit()
  await breakSpotify({ fault: { kind: 'quota', retryAfterS: 3600 }, path: '^/v1/' })
  await compose(page, 'Match Vibe')
  await page.getByRole('status').filter({ hasText: 'allows in a day' }).waitFor()
  await breakSpotify()
  await page.context().close()
  const another = await linkedVisit()
  await compose(another.page, 'Match Vibe')
  await another.page.getByRole('status').filter({ hasText: 'allows in a day' }).waitFor()
  await another.page.context().close()
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
