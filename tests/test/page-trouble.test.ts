import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch, launchWithCamera } from './browser.ts'
import { type House, openHouse } from './house.ts'
import { layLine, overhearAges } from './slow-line.ts'
import { aim, button, look, PATIENCE_MS, press, SIZES, visit } from './visitor.ts'

let house: House
let camera: Browser
let noCamera: Browser

before(async () => {
  house = await openHouse()
  ;[camera, noCamera] = await Promise.all([launchWithCamera(), launch()])
})
after(async () => {
  await Promise.all([camera?.close(), noCamera?.close()])
  await house?.close()
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
  await aim(page, 'Cheer Up')
  await press(page, 'Make my playlist')
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
  await button(page, 'Use the camera').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
