import { type FakeOpenMeteo, startFakeOpenMeteo } from '@mooddj/testkit/fake-open-meteo'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch, launchWithCamera } from './browser.ts'
import { readCode } from './card-code.ts'
import { type House, openHouse } from './house.ts'
import { button, choose, look, NARROWEST, press, SIZES, visit } from './visitor.ts'

let house: House
let openMeteo: FakeOpenMeteo
let camera: Browser
let noCamera: Browser

before(async () => {
  openMeteo = await startFakeOpenMeteo()
  house = await openHouse({ WEATHER_URL: openMeteo.url })
  ;[camera, noCamera] = await Promise.all([launchWithCamera(), launch()])
})
after(async () => {
  await Promise.all([camera?.close(), noCamera?.close()])
  await house?.close()
  await openMeteo?.stop()
})

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
    await button(page, 'Pause').waitFor()
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
  await choose(page, 'sad')
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
  await choose(page, 'sad')
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
