import { launchChromium } from '@mooddj/dj/quiet-chromium'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchWithCamera } from './browser.ts'
import { type House, openHouse } from './house.ts'
import { layLine, overhearAges } from './slow-line.ts'
import { aim, button, look, PATIENCE_MS, press, SIZES, visit, type Visitor } from './visitor.ts'

let house: House
let camera: Browser
let noCamera: Browser

before(async () => {
  house = await openHouse()
  ;[camera, noCamera] = await Promise.all([launchWithCamera(), launchChromium()])
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

test('somebody registers, keeps codes, ends a sign-in from elsewhere, and comes back without the password', async () => {
  const email = `${randomUUID()}@example.org`
  const [here, there] = [await visit(noCamera, SIZES.desktop), await visit(noCamera, SIZES.phone)]
  const fill = async ({ page }: Visitor, fields: Readonly<Record<string, string>>) => {
    for (const [label, text] of Object.entries(fields))
      await page.getByLabel(label, { exact: true }).fill(text)
  }
  const arrive = async ({ page }: Visitor) => {
    await page.goto(`${house.page}/account`)
    await page.getByRole('tab', { name: 'Have an account' }).click()
  }
  const isIn = ({ page }: Visitor) => page.getByRole('heading', { name: 'Profile' }).waitFor()

  await here.page.goto(`${house.page}/account`)
  await press(here.page, 'Register')
  await here.page.getByText('Give an e-mail address').waitFor()
  assert.equal(await here.page.getByLabel('Name').evaluate((field) => field === document.activeElement), true)
  await fill(here, { Name: 'Ada', 'E-mail': email, Password: 'a first long password' })
  await press(here.page, 'Register')
  const dialog = here.page.getByRole('dialog', { name: 'Your recovery codes' })
  await dialog.waitFor()
  const codes = await dialog.getByRole('listitem').allInnerTexts()
  assert.equal(codes.length, 10)
  await press(here.page, 'I have kept them')
  await here.page.getByText('10 codes are left').waitFor()
  await fill(here, { Name: 'Ada Lovelace' })
  await press(here.page, 'Save')
  await here.page.getByRole('main').getByText('Ada Lovelace').waitFor()

  await arrive(there)
  await fill(there, { 'E-mail': email, Password: 'a first long password' })
  await press(there.page, 'Log in')
  await isIn(there)
  await look(there.page, 'phone-account-registered')

  await here.page.reload()
  await press(here.page, 'Sign out there')
  await here.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out there' }).click()
  await here.page.getByRole('alertdialog').waitFor({ state: 'detached' })
  assert.equal(await here.page.getByRole('button', { name: 'Sign out there' }).count(), 0)
  await press(here.page, 'Change password')
  await fill(here, {
    'Current password': 'a first long password',
    'New password': 'another long password',
  })
  await press(here.page, 'Change password')
  await here.page.getByText('Your password is changed').waitFor()
  await look(here.page, 'desktop-account-registered')
  assert.deepEqual(here.complaints, [])

  await arrive(there)
  await press(there.page, 'Forgot your password?')
  await fill(there, {
    'E-mail': email,
    'Recovery code': codes[0] ?? '',
    'New password': 'a second long password',
  })
  await press(there.page, 'Set the new password')
  await isIn(there)
  await there.page.getByText('9 codes are left').waitFor()
  await here.page.reload()
  await here.page.getByRole('tab', { name: 'Have an account' }).waitFor()
  await Promise.all([here.context.close(), there.context.close()])
})
