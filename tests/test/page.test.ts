import { launchChromium } from '@mooddj/dj/quiet-chromium'
import { type FakeOpenMeteo, startFakeOpenMeteo } from '@mooddj/testkit/fake-open-meteo'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchWithCamera } from './browser.ts'
import { readCode } from './card-code.ts'
import { type House, openHouse } from './house.ts'
import { still } from './stillness.ts'
import { aim, button, choose, LOCALES, look as lookAt, NARROWEST, press, SIZES, visit } from './visitor.ts'
import { findForeignWords, wordsIn } from './words.ts'

let house: House
let openMeteo: FakeOpenMeteo
let camera: Browser
let noCamera: Browser

before(async () => {
  openMeteo = await startFakeOpenMeteo()
  house = await openHouse({ WEATHER_URL: openMeteo.url })
  ;[camera, noCamera] = await Promise.all([launchWithCamera(), launchChromium()])
})
after(async () => {
  await Promise.all([camera?.close(), noCamera?.close()])
  await house?.close()
  await openMeteo?.stop()
})

for (const [device, language] of [
  ['phone', 'en'],
  ['desktop', 'en'],
  ['phone', 'ar'],
] as const) {
  test(`on a ${device} (${language}), a visitor goes from the camera to a playlist that plays and a card whose code opens it`, async () => {
    const words = wordsIn(language)
    const name = language === 'en' ? device : `${device}-${language}`
    const size = SIZES[device]
    const { context, page, complaints } = await visit(camera, size, { locale: LOCALES[language] })
    const look = async (shown: Page, view: string) => {
      await lookAt(shown, `${name}-${view}`)
      assert.deepEqual(await findForeignWords(shown, language), [])
    }
    await page.goto(house.page)
    assert.equal(await page.locator('html').getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr')
    await look(page, 'landing')
    const start = { name: words('landing.start') }
    await page.getByRole('link', start).or(page.getByRole('button', start)).first().click()

    await page.getByRole('dialog', { name: words('dj.notice.title') }).waitFor()
    await look(page, 'consent')
    await press(page, words('dj.notice.agree'))
    await page.getByTestId('settled-mood').getByText(words('mood.words.happy')).first().waitFor()
    await look(page, 'settled')

    await aim(page, words('dj.match'))
    await press(page, words('dj.generate'))
    const queue = page.getByTestId('queue')
    await queue.locator('li').first().waitFor()
    assert.equal(await queue.locator('li').count(), 12)
    await press(page, words('player.play'))
    await button(page, words('player.pause')).waitFor()
    await look(page, 'player')
    await page.setViewportSize({ ...size, width: NARROWEST })
    await look(page, 'player-narrow')
    await page.setViewportSize(size)
    await press(page, words('player.like'))
    await press(page, words('player.next'))

    await press(page, words('player.makeCard'))
    await button(page, words('card.take')).waitFor()
    await look(page, 'photo-booth')
    await press(page, words('card.take'))
    const card = page.getByTestId('card-image')
    await card.waitFor()
    const link = await readCode(page, (await card.getAttribute('src')) ?? '')
    await look(page, 'card')

    const shared = await context.newPage()
    await shared.goto(link)
    await shared.getByTestId('queue').locator('li').first().waitFor()
    await look(shared, 'share')
    await shared.close()
    for (const view of ['library', 'account'] as const) {
      await page.goto(`${house.page}/${view}`)
      await page.getByRole('heading', { name: words(`shell.${view}`), level: 1 }).waitFor()
      await still(page)
      await look(page, view)
      await page.setViewportSize({ ...size, width: NARROWEST })
      await look(page, `${view}-narrow`)
      await page.setViewportSize(size)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test('without a camera a visitor chooses the mood by hand and still gets music', async () => {
  const { context, page, complaints } = await visit(noCamera, SIZES.phone)
  await page.goto(`${house.page}/dj`)
  await press(page, 'Choose my mood by hand')
  await choose(page, 'sad')
  await lookAt(page, 'phone-by-hand')
  await aim(page, 'Cheer Up')
  await press(page, 'Make my playlist')
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
  await lookAt(page, 'phone-time-and-weather')
  await aim(page, 'Cheer Up')
  await press(page, 'Make my playlist')
  await page
    .getByText(/for a rainy/)
    .first()
    .waitFor()
  await moment.uncheck()
  await aim(page, 'Match Vibe')
  await press(page, 'Make my playlist')
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
