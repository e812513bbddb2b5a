import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { type FakeOpenMeteo, startFakeOpenMeteo } from '@mooddj/testkit/fake-open-meteo'
import { findChromium } from '@mooddj/dj/chromium'
import { frameCodec } from '@mooddj/shared/frame'
import { readJpegHeader } from '@mooddj/shared/jpeg-header'
import { serverMessages } from '@mooddj/shared/live-protocol'
import jsqr from 'jsqr'
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Browser, type BrowserContext, chromium, type Page, type WebSocket } from 'playwright-core'
import sharp from 'sharp'
import { type House, openHouse } from './house.ts'

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const
/** The narrowest phone still in use, in CSS pixels. */
const NARROWEST = 320
const PATIENCE_MS = 30_000
/** With MOODDJ_SCREENSHOTS set to a folder, the journey leaves its pictures there. */
const screenshots = process.env['MOODDJ_SCREENSHOTS']

let house: House
let openMeteo: FakeOpenMeteo
let folder: string
let camera: Browser
let noCamera: Browser

before(async () => {
  openMeteo = await startFakeOpenMeteo()
  house = await openHouse({ WEATHER_URL: openMeteo.url })
  folder = mkdtempSync(join(tmpdir(), 'mooddj-page-'))
  if (screenshots !== undefined) mkdirSync(screenshots, { recursive: true })
  const film = join(folder, 'smile.mjpeg')
  writeFileSync(film, Buffer.concat(Array<Buffer>(30).fill(await smilingFrame())))
  camera = await launch([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
  noCamera = await launch([])
})
after(async () => {
  await Promise.all([camera?.close(), noCamera?.close()])
  await house?.close()
  await openMeteo?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function launch(args: string[]): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium here: ./dj test installs it')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...args,
    ],
  })
}

/** A new visitor. `complaints` fills with whatever the console or a request to another machine complains of. */
async function visit(browser: Browser, size: { width: number; height: number }) {
  const context = await browser.newContext({ viewport: size, acceptDownloads: true })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1')
      complaints.push(`left the machine: ${hostname}`)
  })
  page.setDefaultTimeout(PATIENCE_MS)
  return { context, page, complaints }
}

/** Sees that nothing makes the page scroll sideways, and takes its picture where pictures are wanted. */
async function look(page: Page, name: string): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: innerWidth,
  }))
  assert.ok(content <= window, `${name} is ${content} pixels wide in a window of ${window}`)
  if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${name}.png`) })
}

const button = (page: Page | BrowserContext, name: string) =>
  ('pages' in page ? page.pages()[0] : page)?.getByRole('button', { name, exact: true })

async function press(page: Page, name: string): Promise<void> {
  const found = button(page, name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  await found.first().click()
}

for (const [name, size] of Object.entries(SIZES)) {
  test(`on a ${name}, a visitor goes from the camera to a playlist that plays and a card whose code opens it`, async () => {
    const { context, page, complaints } = await visit(camera, size)
    await page.goto(house.page)
    await look(page, `${name}-landing`)
    await page
      .getByRole('link', { name: 'Start' })
      .or(page.getByRole('button', { name: 'Start' }))
      .first()
      .click()

    const notice = page.getByRole('dialog', { name: 'Before the camera opens' })
    await notice.waitFor()
    await look(page, `${name}-consent`)
    await press(page, 'Agree and continue')
    await page.getByTestId('settled-mood').getByText(/happy/i).first().waitFor()
    await look(page, `${name}-settled`)

    await press(page, 'Match Vibe')
    const queue = page.getByTestId('queue')
    await queue.locator('li').first().waitFor()
    assert.equal(await queue.locator('li').count(), 12)
    await press(page, 'Play')
    await button(page, 'Pause')?.first().waitFor()
    await look(page, `${name}-player`)
    await page.setViewportSize({ ...size, width: NARROWEST })
    await look(page, `${name}-player-narrow`)
    await page.setViewportSize(size)
    await press(page, 'Like')
    await press(page, 'Skip')

    await press(page, 'Make a Vibe Card')
    await page.getByRole('button', { name: 'Take photo' }).first().waitFor()
    await look(page, `${name}-photo-booth`)
    await press(page, 'Take photo')
    const card = page.getByTestId('card-image')
    await card.waitFor()
    const link = await readCode(page, (await card.getAttribute('src')) ?? '')
    await look(page, `${name}-card`)

    const shared = await context.newPage()
    await shared.goto(link)
    await shared.getByTestId('queue').locator('li').first().waitFor()
    await look(shared, `${name}-share`)
    await page.goto(`${house.page}/library`)
    await page.waitForLoadState('networkidle')
    await look(page, `${name}-library`)
    await page.goto(`${house.page}/account`)
    await page.waitForLoadState('networkidle')
    await look(page, `${name}-account`)
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test('without a camera a visitor chooses the mood by hand and still gets music', async () => {
  const { context, page, complaints } = await visit(noCamera, SIZES.phone)
  await page.goto(`${house.page}/dj`)
  await press(page, 'Choose my mood by hand')
  await page
    .getByRole('button', { name: /^sad$/i })
    .or(page.getByRole('radio', { name: /^sad$/i }))
    .first()
    .click()
  await look(page, 'phone-by-hand')
  await press(page, 'Cheer Up')
  await page.getByTestId('queue').locator('li').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('time and weather count once the switch is on, the place leaves the page rounded, and off is off', async () => {
  openMeteo.setSky({ code: 63, isDay: true })
  const { context, page, complaints } = await visit(noCamera, SIZES.phone)
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: 48.137154, longitude: 11.576124 })
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/playlists'))
      sent.push(request.postData() ?? '')
  })
  await page.goto(`${house.page}/dj`)
  await press(page, 'Choose my mood by hand')
  await page
    .getByRole('button', { name: /^sad$/i })
    .or(page.getByRole('radio', { name: /^sad$/i }))
    .first()
    .click()
  const moment = page.getByRole('switch', { name: 'Use time and weather' })
  assert.equal(await moment.isChecked(), false)
  await moment.check()
  await look(page, 'phone-time-and-weather')
  await press(page, 'Cheer Up')
  await page
    .getByText(/for a rainy/)
    .first()
    .waitFor()
  await moment.uncheck()
  await press(page, 'Match Vibe')
  await page
    .getByText(/for a rainy/)
    .first()
    .waitFor({ state: 'detached' })
  assert.deepEqual(
    sent.map((body) => /"latitude":48.1,"longitude":11.6\}/.test(body)),
    [true, false],
  )
  assert.ok(!sent.some((body) => body.includes('48.13')))
  assert.deepEqual([openMeteo.queries.length, openMeteo.refusals], [1, []])
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a link that was revoked or never was leads to a friendly page', async () => {
  const { context, page } = await visit(noCamera, SIZES.phone)
  const response = await page.goto(`${house.page}/s/${'x'.repeat(22)}`)
  assert.equal(response?.status(), 404)
  await page.getByRole('link').first().waitFor()
  await look(page, 'phone-no-share')
  await context.close()
})

test('when the gateway dies the page says so, comes back to its session and goes on', async () => {
  const { context, page } = await visit(camera, SIZES.desktop)
  await page.goto(`${house.page}/dj`)
  await press(page, 'Agree and continue')
  await page.getByTestId('settled-mood').getByText(/happy/i).first().waitFor()
  const connection = page.getByTestId('connection')
  const before = house.pidOf('gateway')
  house.kill('gateway')
  await connection.getByText(/reconnecting/i).waitFor()
  await house.restarted('gateway', before)
  await connection.getByText(/live/i).waitFor()
  await page.getByTestId('settled-mood').getByText(/happy/i).first().waitFor()
  await press(page, 'Cheer Up')
  await page.getByTestId('queue').locator('li').first().waitFor()
  await context.close()
})

test('on a slow line with a slow processor smaller pictures go up, the page says so, and readings stay young', async () => {
  const { context, page, complaints } = await visit(camera, SIZES.phone)
  const line = await layLine(page)
  const opened = page.waitForEvent('websocket')
  await page.goto(`${house.page}/dj`)
  await press(page, 'Agree and continue')
  const socket = await opened
  const ages = overhearAges(socket)
  await page.getByTestId('settled-mood').getByText(/happy/i).first().waitFor()
  assert.equal(page.workers().length, 1, 'a worker makes the JPEGs')

  const tools = await context.newCDPSession(page)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  // Hardly two of the pictures that go up before.
  line.bytesPerSecond = 15_000
  await page.getByTestId('sending-hint').getByText(/slow/).waitFor()
  await look(page, 'phone-slow-line')
  const heard = ages.length
  const predicate = () => ages.length >= heard + 10
  await socket.waitForEvent('framereceived', { predicate, timeout: PATIENCE_MS })
  const [first = 0, last = 0] = [line.widths[0], line.widths.at(-1)]
  assert.ok(last < first, `pictures of ${first} pixels at first, ${last} now`)
  assert.ok(Math.min(...ages.slice(-5)) < 5_000, `readings of pictures ${ages.slice(-5).join(', ')} ms old`)

  await press(page, 'Turn the camera off')
  await button(page, 'Use the camera')?.first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

/** The line by which the live socket's messages go up, and the width of each picture on it; the browser's own throttle does not slow sockets. */
async function layLine(page: Page) {
  const widths: number[] = []
  const line = { bytesPerSecond: Number.POSITIVE_INFINITY, widths }
  await page.routeWebSocket(/\/v1\/live/, (route) => {
    const gateway = route.connectToServer()
    let freeAt = 0
    let isOpen = true
    // What is still on the line when either end hangs up goes nowhere.
    route.onClose((code, reason) => {
      isOpen = false
      void gateway.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) })
    })
    gateway.onClose((code, reason) => {
      isOpen = false
      void route.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) })
    })
    route.onMessage((message) => {
      const now = performance.now()
      freeAt = Math.max(freeAt, now) + (1_000 * message.length) / line.bytesPerSecond
      setTimeout(() => {
        if (isOpen) gateway.send(message)
      }, freeAt - now)
      const header = typeof message === 'string' ? null : readJpegHeader(frameCodec.decode(message).jpeg)
      if (header?.kind === 'jpeg') widths.push(header.width)
    })
  })
  return line
}

/** Fills with the age of each picture whose reading comes back, ms. */
function overhearAges(socket: WebSocket): readonly number[] {
  const ages: number[] = []
  socket.on('framereceived', ({ payload }) => {
    const message = typeof payload === 'string' ? serverMessages.parseText(payload) : null
    if (message?.type === 'mood') ages.push(Date.now() - message.capturedAt)
  })
  return ages
}

/** What the card's code says, read from the finished picture by an independent reader. */
async function readCode(page: Page, address: string): Promise<string> {
  const bytes = address.startsWith('blob:')
    ? Buffer.from(
        await page.evaluate(
          async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())],
          address,
        ),
      )
    : Buffer.from(await (await fetch(new URL(address, house.page))).arrayBuffer())
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const code = jsqr.default(new Uint8ClampedArray(data), info.width, info.height)
  assert.ok(code !== null, 'the card has a code that can be read')
  return code.data
}
